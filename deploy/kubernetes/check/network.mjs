// Who may call what: the ingress, the network policies, and the endpoints there are.
import { isIP } from "node:net";
import { portOf, selects } from "./manifests.mjs";
import { endpoints } from "./sources.mjs";

const isPublic = path => path.startsWith("/api/") || path === "/webhook/stripe";

export function ingress({ manifests, root }, report) {
    const rules = manifests
        .all("Ingress")
        .flatMap(({ spec }) => spec.rules)
        .flatMap(({ http }) => http.paths);
    const used = new Set();
    for (const { path, backend } of rules) {
        const { name, port } = backend.service;
        const service = manifests.named("Service", name);
        if (!isPublic(path)) {
            report(`the ingress opens ${path}`);
        }
        if (!service?.spec.ports.some(each => each.name === port.name && each.name !== "management")) {
            report(`the ingress leads ${path} to no API port: ${name}, ${port.name}`);
        }
    }
    for (const service of ["billing", "core"]) {
        for (const endpoint of endpoints(root, service)) {
            const rule = ruleFor(rules, endpoint);
            used.add(rule);
            const owner = rule?.backend.service.name;
            if (owner !== (isPublic(endpoint) ? service : undefined)) {
                report(`the ingress leads ${endpoint} of ${service} to ${owner ?? "nobody"}`);
            }
        }
    }
    rules
        .filter(rule => !used.has(rule))
        .forEach(({ path }) => report(`no service has ${path} of the ingress`));
}

/** As Kubernetes matches: an exact path first, then the longest prefix of whole parts. */
function ruleFor(rules, path) {
    const prefixes = rules.filter(
        rule => rule.pathType === "Prefix" && `${path}/`.startsWith(`${rule.path}/`)
    );
    return (
        rules.find(rule => rule.pathType === "Exact" && rule.path === path) ??
        prefixes.sort((a, b) => b.path.length - a.path.length)[0]
    );
}

export function policies({ manifests }, report) {
    const all = manifests.all("NetworkPolicy");
    const denied = direction =>
        all.some(
            ({ spec }) =>
                Object.keys(spec.podSelector).length === 0 &&
                spec.policyTypes.includes(direction) &&
                !spec[direction.toLowerCase()]
        );
    ["Ingress", "Egress"]
        .filter(direction => !denied(direction))
        .forEach(it => report(`${it} is not denied by default`));
    for (const { metadata, spec } of all) {
        const targets = manifests.selected(spec.podSelector);
        if (targets.length === 0) {
            report(`NetworkPolicy ${metadata.name} is about no pod`);
        }
        for (const direction of ["ingress", "egress"]) {
            for (const rule of spec[direction] ?? []) {
                if (!spec.policyTypes.some(type => type.toLowerCase() === direction)) {
                    report(`NetworkPolicy ${metadata.name} names ${direction} and is not about it`);
                }
                own(rule.from ?? rule.to ?? [])
                    .filter(peer => manifests.selected(peer.podSelector).length === 0)
                    .forEach(() => report(`NetworkPolicy ${metadata.name} names pods that are not there`));
                (rule.from ?? rule.to ?? [])
                    .flatMap(({ ipBlock }) => (ipBlock ? [ipBlock.cidr, ...(ipBlock.except ?? [])] : []))
                    .filter(cidr => !isNetwork(cidr))
                    .forEach(cidr => report(`NetworkPolicy ${metadata.name}: ${cidr} is no network`));
                const listening = direction === "ingress" ? targets : reached(manifests, rule.to ?? []);
                for (const { port } of rule.ports ?? []) {
                    listening
                        .filter(pod => portOf(pod, port) === undefined)
                        .forEach(pod =>
                            report(
                                `NetworkPolicy ${metadata.name}: ${pod.service} does not listen on ${port}`
                            )
                        );
                }
            }
        }
    }
}

/** What must get through, both ends included. */
export function flows({ manifests }, report) {
    const pods = Object.fromEntries(manifests.pods().map(pod => [pod.service, pod]));
    const inside = peer => peer.podSelector && !peer.namespaceSelector;
    const lets = (pod, direction, port, peer) =>
        manifests
            .all("NetworkPolicy")
            .some(
                ({ spec }) =>
                    selects(spec.podSelector, pod.labels) &&
                    (spec[direction] ?? []).some(
                        rule =>
                            (rule.ports ?? []).some(each => each.port === port) &&
                            ((direction === "egress" && !rule.to) || (rule.from ?? rule.to ?? []).some(peer))
                    )
            );
    const billingIs = peer => inside(peer) && selects(peer.podSelector, pods.billing.labels);
    const coreIs = peer => inside(peer) && selects(peer.podSelector, pods.core.labels);
    const namespace = peer => peer.namespaceSelector;
    const core = manifests.named("Service", "core")?.spec.ports.find(({ name }) => name === "http");
    const needed = {
        "CORE_URL is not core's service":
            manifests.settings(pods.billing).get("CORE_URL") === `http://core:${core?.port}`,
        "billing may not call core": lets(pods.billing, "egress", portOf(pods.core, "http"), coreIs),
        "core may not be called by billing": lets(pods.core, "ingress", portOf(pods.core, "http"), billingIs),
        "billing may not call Stripe": lets(pods.billing, "egress", 443, peer => peer.ipBlock)
    };
    for (const pod of manifests.pods()) {
        needed[`${pod.service} may not ask for names`] = lets(pod, "egress", 53, namespace);
        needed[`${pod.service} may not reach PostgreSQL`] = lets(pod, "egress", 5432, peer => peer.ipBlock);
        needed[`${pod.service} may not be called through the ingress`] = lets(
            pod,
            "ingress",
            portOf(pod, "http"),
            namespace
        );
        needed[`${pod.service} may not be watched`] = lets(
            pod,
            "ingress",
            portOf(pod, "management"),
            namespace
        );
    }
    Object.entries(needed)
        .filter(([, holds]) => !holds)
        .forEach(([fault]) => report(fault));
}

function isNetwork(cidr) {
    const [address, bits] = cidr.split("/");
    return /^\d+$/.test(bits) && Number(bits) <= { 0: -1, 4: 32, 6: 128 }[isIP(address)];
}

function own(peers) {
    return peers.filter(peer => peer.podSelector && !peer.namespaceSelector);
}

function reached(manifests, peers) {
    return own(peers).flatMap(peer => manifests.selected(peer.podSelector));
}
