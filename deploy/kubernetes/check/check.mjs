// node check.mjs ROOT base|overlay RENDERED.yaml: prints what is wrong; exit code 1 if anything is.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { Manifests } from "./manifests.mjs";
import * as network from "./network.mjs";
import * as pods from "./pods.mjs";
import { schemaProblems } from "./schema.mjs";

const [root, kind, file] = process.argv.slice(2);
const objects = loadAll(readFileSync(file, "utf8"));
const problems = new Set();
for (const object of objects) {
    for (const problem of await schemaProblems(object)) {
        problems.add(`${object.kind} ${object.metadata?.name}: ${problem}`);
    }
}
// The rules read what the schemas promise.
if (problems.size === 0) {
    const checked = {
        manifests: new Manifests(objects, kind === "overlay"),
        readme: readFileSync(join(root, "deploy/kubernetes/README.md"), "utf8"),
        root
    };
    const rules = [...Object.values(pods), ...Object.values(network)];
    rules.forEach(rule => rule(checked, problem => problems.add(problem)));
}
problems.forEach(problem => console.error(`${kind}: ${problem}`));
console.log(`${kind}: ${objects.length} objects, ${problems.size} problems`);
process.exitCode = problems.size === 0 ? 0 : 1;
