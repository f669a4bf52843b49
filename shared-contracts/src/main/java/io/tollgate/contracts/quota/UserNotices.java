package io.tollgate.contracts.quota;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What one user's support should know.
 *
 * @param data newest first
 */
@Schema(name = "UserNotices")
public record UserNotices(List<NoticePage.Notice> data) {}
