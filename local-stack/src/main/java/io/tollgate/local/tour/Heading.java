package io.tollgate.local.tour;

import java.util.List;

/**
 * What stands above the rows of one story, and how wide its columns are.
 *
 * @param title whose life it is
 * @param about what core's columns tell
 * @param columns their names
 * @param format their widths, as {@code String.format} has them
 */
record Heading(String title, String about, List<String> columns, String format) {}
