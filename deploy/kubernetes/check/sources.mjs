// What the repository says of the two services: settings, endpoints, times.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A service's settings by name, from docs/configuration.md: the default, or "required". */
export function documentedSettings(root, service) {
    const reference = readFileSync(join(root, "docs/configuration.md"), "utf8");
    const section = reference.split(`## ${service}-service\n`)[1].split("\n## ")[0];
    const rows = section.matchAll(/^\| `([A-Z_]+)` \|[^|]*\| `?([^|`]*)`? \|/gm);
    return new Map([...rows].map(([, name, value]) => [name, value.trim()]));
}

/** The paths of a service's JAX-RS resources, such as /api/orders/{id}. */
export function endpoints(root, service) {
    const directory = join(root, `${service}-service/src/main/java`);
    const sources = readdirSync(directory, { recursive: true }).filter(file => file.endsWith(".java"));
    return [...new Set(sources.flatMap(file => paths(readFileSync(join(directory, file), "utf8"))))];
}

function paths(source) {
    const marks =
        /@(GET|POST|PUT|DELETE|PATCH)\b|@Path\("([^"]*)"\)|\b(class|interface|record) [A-Z]|\)\s*(?:throws [\w, ]+)?[{;]/g;
    const found = [];
    let base = null;
    let path = "";
    let verb = false;
    for (const [, isVerb, isPath, isType] of source.matchAll(marks)) {
        if (isVerb) {
            verb = true;
        } else if (isPath !== undefined) {
            path = isPath;
        } else if (isType) {
            base ??= path;
            path = "";
        } else if (verb) {
            found.push(`/${base}/${path}`.replace(/\/+/g, "/").replace(/(.)\/$/, "$1"));
            verb = false;
            path = "";
        }
    }
    return found;
}

/** Seconds a stopping service gives requests in flight. */
export function shutdownTimeout(root, service) {
    const file = join(root, `${service}-service/src/main/resources/application.properties`);
    return seconds(readFileSync(file, "utf8").match(/^quarkus\.shutdown\.timeout=(\S+)$/m)[1]);
}

/** A duration as the services write them: 15S, 2M, 1H. */
export function seconds(duration) {
    const [, amount, unit] = duration.match(/^(\d+)([SMH])$/);
    return Number(amount) * { S: 1, M: 60, H: 3600 }[unit];
}
