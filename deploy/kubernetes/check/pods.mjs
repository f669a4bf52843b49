// What each deployment's pods must be, that the schemas cannot see.
import { portOf, selects } from "./manifests.mjs";
import { documentedSettings, seconds, shutdownTimeout } from "./sources.mjs";

const PROBES = { startupProbe: "started", readinessProbe: "ready", livenessProbe: "live" };

export function settings({ manifests, root }, report) {
    for (const pod of manifests.pods()) {
        const documented = documentedSettings(root, pod.service);
        const given = manifests.settings(pod);
        for (const name of given.keys()) {
            if (!documented.has(name)) {
                report(`${pod.service}: docs/configuration.md has no ${name}`);
            }
        }
        for (const [name, value] of documented) {
            if (manifests.whole && value === "required" && !given.has(name)) {
                report(`${pod.service}: ${name} is required and not set`);
            }
        }
        const secretsFile = given.get("STRIPE_WEBHOOK_SECRET_FILE");
        const files = [secretsFile, given.get("CATALOGUE_FILE")].filter(file => file !== undefined);
        for (const file of files.filter(file => !mounted(pod, file))) {
            report(`${pod.service}: nothing is mounted where a setting expects ${file}`);
        }
    }
}

function mounted(pod, file) {
    return pod.container.volumeMounts.some(({ mountPath }) => file.startsWith(`${mountPath}/`));
}

/** Every ConfigMap, Secret, volume and service account that is named is there; or, where an overlay
 * brings it, the README says so. */
export function references({ manifests, readme }, report) {
    for (const { service, spec, container } of manifests.pods()) {
        const there = (kind, name, keys) => {
            const object = manifests.named(kind, name);
            const known = key => (object ? key in (object.data ?? {}) : readme.includes(`\`${key}\``));
            if (!object && (manifests.whole || !readme.includes(`\`${name}\``))) {
                report(`${service}: there is no ${kind} ${name}`);
            } else {
                keys.filter(key => !known(key)).forEach(key =>
                    report(`${service}: ${kind} ${name} has no ${key}`)
                );
            }
        };
        container.envFrom.forEach(({ configMapRef }) => there("ConfigMap", configMapRef.name, []));
        container.env
            .map(({ valueFrom }) => valueFrom?.secretKeyRef)
            .filter(Boolean)
            .forEach(({ name, key, optional }) => {
                // What may be missing is at least told of.
                if (!optional) {
                    there("Secret", name, [key]);
                } else if (!readme.includes(`\`${key}\``)) {
                    report(`${service}: the README does not name ${key} of Secret ${name}`);
                }
            });
        for (const { secret, configMap } of spec.volumes) {
            if (secret) {
                there(
                    "Secret",
                    secret.secretName,
                    (secret.items ?? []).map(({ key }) => key)
                );
            } else if (configMap) {
                there(
                    "ConfigMap",
                    configMap.name,
                    (configMap.items ?? []).map(({ key }) => key)
                );
            }
        }
        for (const { name } of container.volumeMounts) {
            if (!spec.volumes.some(volume => volume.name === name)) {
                report(`${service}: there is no volume ${name}`);
            }
        }
        if (!manifests.named("ServiceAccount", spec.serviceAccountName)) {
            report(`${service}: there is no service account ${spec.serviceAccountName}`);
        }
    }
    if (!manifests.whole && manifests.all("Secret").length > 0) {
        report("the base holds a Secret: only an overlay may");
    }
}

export function probes({ manifests, root }, report) {
    for (const pod of manifests.pods()) {
        const documented = documentedSettings(root, pod.service);
        const given = manifests.settings(pod);
        const listens = name => Number(given.get(name) ?? documented.get(name));
        for (const [port, setting] of [
            ["http", "QUARKUS_HTTP_PORT"],
            ["management", "QUARKUS_MANAGEMENT_PORT"]
        ]) {
            if (portOf(pod, port) !== listens(setting)) {
                report(
                    `${pod.service}: port ${port} is ${portOf(pod, port)}, the service listens on ${listens(setting)}`
                );
            }
        }
        for (const [probe, path] of Object.entries(PROBES)) {
            const { path: asked, port } = pod.container[probe]?.httpGet ?? {};
            if (asked !== `/q/health/${path}` || portOf(pod, port) !== listens("QUARKUS_MANAGEMENT_PORT")) {
                report(`${pod.service}: ${probe} is not /q/health/${path} of the management port`);
            }
        }
    }
}

export function selectors({ manifests }, report) {
    const one = (kind, object, selector) => {
        const pods = manifests.selected(selector);
        if (pods.length !== 1) {
            report(
                `${kind} ${object.metadata.name} selects the pods of ${pods.length} deployments, not of one`
            );
        }
        return pods;
    };
    for (const deployment of manifests.all("Deployment")) {
        one("Deployment", deployment, deployment.spec.selector).forEach(pod => {
            const spread = pod.spec.topologySpreadConstraints ?? [];
            if (
                pod.deployment !== deployment ||
                !spread.every(({ labelSelector }) => selects(labelSelector, pod.labels))
            ) {
                report(`Deployment ${deployment.metadata.name} selects, or spreads, other pods than its own`);
            }
        });
        const budgets = manifests.all("PodDisruptionBudget");
        if (!budgets.some(({ spec }) => selects(spec.selector, deployment.spec.template.metadata.labels))) {
            report(`Deployment ${deployment.metadata.name} has no PodDisruptionBudget`);
        }
    }
    for (const budget of manifests.all("PodDisruptionBudget")) {
        one("PodDisruptionBudget", budget, budget.spec.selector);
    }
    for (const service of manifests.all("Service")) {
        for (const pod of one("Service", service, { matchLabels: service.spec.selector })) {
            for (const { name, targetPort, port } of service.spec.ports) {
                if (portOf(pod, targetPort ?? port) === undefined) {
                    report(`Service ${service.metadata.name}: port ${name} leads to no port of its pods`);
                }
            }
        }
    }
}

export function hardening({ manifests }, report) {
    for (const { service, spec, container } of manifests.pods()) {
        const { securityContext: inside = {}, resources = {} } = container;
        const { securityContext: pod = {} } = spec;
        const must = {
            "runs as root": pod.runAsNonRoot === true && pod.runAsUser > 0,
            "has no seccomp profile": pod.seccompProfile?.type === "RuntimeDefault",
            "may gain privileges": inside.allowPrivilegeEscalation === false,
            "may write its file system": inside.readOnlyRootFilesystem === true,
            "keeps capabilities": inside.capabilities?.drop?.includes("ALL") && !inside.capabilities.add,
            "gets a token of the cluster": spec.automountServiceAccountToken === false,
            "gets services as variables": spec.enableServiceLinks === false,
            "has no limit of memory, or asks for less":
                resources.limits?.memory && resources.limits.memory === resources.requests?.memory,
            "has nowhere to write": spec.volumes.some(
                ({ name, emptyDir }) =>
                    emptyDir &&
                    container.volumeMounts.some(mount => mount.name === name && mount.mountPath === "/tmp")
            )
        };
        Object.entries(must)
            .filter(([, holds]) => !holds)
            .forEach(([fault]) => report(`${service} ${fault}`));
    }
}

/** Nobody's call fails because a replica is replaced. */
export function rollouts({ manifests, root }, report) {
    for (const pod of manifests.pods()) {
        const { replicas, strategy } = pod.deployment.spec;
        if (replicas < 2 || strategy.rollingUpdate?.maxUnavailable !== 0) {
            report(`${pod.service}: a roll-out takes replicas away`);
        }
        const delay = seconds(manifests.settings(pod).get("QUARKUS_SHUTDOWN_DELAY") ?? "0S");
        const { periodSeconds, failureThreshold } = pod.container.readinessProbe;
        if (delay <= periodSeconds * failureThreshold) {
            report(`${pod.service}: QUARKUS_SHUTDOWN_DELAY is over before ${failureThreshold} checks`);
        }
        const drain =
            manifests.settings(pod).get("TOLLGATE_DISPATCH_DRAIN") ??
            documentedSettings(root, pod.service).get("TOLLGATE_DISPATCH_DRAIN") ??
            "0S";
        const longest = delay + shutdownTimeout(root, pod.service) + seconds(drain);
        if (!(pod.spec.terminationGracePeriodSeconds > longest)) {
            report(`${pod.service}: stopping may take ${longest} s, and it is killed before`);
        }
    }
}
