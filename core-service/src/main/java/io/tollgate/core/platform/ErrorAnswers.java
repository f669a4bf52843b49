package io.tollgate.core.platform;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.tollgate.contracts.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Documents once what every operation can answer when it fails, and as what; and that people show a
 * token where programs show an API key.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ErrorAnswers implements OASFilter {

    private static final String BEARER = "bearer";

    /** Sorted, so that the document is the same at every build. */
    private static final Map<String, String> EVERYWHERE =
            new TreeMap<>(
                    Map.of(
                            "400", "invalid_request: errors names each field at fault",
                            "401", "unauthorized: no API key or token, or one that is not valid",
                            "403", "forbidden: outside the key's scope or the token's role",
                            "413", "payload_too_large: the body is over 1 MiB",
                            "503", "database_unavailable: try again after Retry-After seconds"));

    @Override
    public void filterOpenAPI(OpenAPI openApi) {
        openApi.getComponents().addSecurityScheme(BEARER, bearer());
        openApi.getPaths()
                .getPathItems()
                .forEach(
                        (path, item) ->
                                item.getOperations()
                                        .values()
                                        .forEach(
                                                operation -> {
                                                    complete(operation);
                                                    secure(path, operation);
                                                }));
    }

    private static SecurityScheme bearer() {
        return OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme(BEARER)
                .bearerFormat("JWT")
                .description("Under /api a user's own data; under /admin with the role `admin`.");
    }

    private static void secure(String path, Operation operation) {
        String scheme = path.startsWith("/internal") ? ApiKeyMechanism.SCHEME : BEARER;
        operation.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(scheme)));
    }

    private static void complete(Operation operation) {
        APIResponses responses = operation.getResponses();
        EVERYWHERE.forEach(
                (status, description) ->
                        responses.addAPIResponse(
                                status, OASFactory.createAPIResponse().description(description)));
        for (Map.Entry<String, APIResponse> response : responses.getAPIResponses().entrySet()) {
            boolean described = response.getValue().getContent() != null;
            if (response.getKey().charAt(0) >= '4' && !described) {
                response.getValue().setContent(problem());
            }
        }
    }

    private static Content problem() {
        return OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(
                                        OASFactory.createSchema()
                                                .ref("#/components/schemas/Problem")));
    }
}
