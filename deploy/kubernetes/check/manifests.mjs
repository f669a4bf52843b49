// Rendered objects, and how they name each other.

/** Whether a label selector takes these labels. */
export function selects(selector, labels) {
    const operators = {
        In: ({ key, values }) => values.includes(labels[key]),
        NotIn: ({ key, values }) => !values.includes(labels[key]),
        Exists: ({ key }) => key in labels,
        DoesNotExist: ({ key }) => !(key in labels)
    };
    return (
        Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value) &&
        (selector.matchExpressions ?? []).every(each => operators[each.operator](each))
    );
}

export class Manifests {
    /** @param whole whether they can be applied as they are, or still want an overlay */
    constructor(objects, whole) {
        this.objects = objects;
        this.whole = whole;
    }

    all(kind) {
        return this.objects.filter(object => object.kind === kind);
    }

    named(kind, name) {
        return this.all(kind).find(object => object.metadata.name === name);
    }

    /** The pods of each deployment, each with one container. */
    pods() {
        return this.all("Deployment").map(deployment => {
            const { metadata, spec } = deployment.spec.template;
            return {
                service: deployment.metadata.name,
                deployment,
                labels: metadata.labels,
                spec,
                container: spec.containers[0]
            };
        });
    }

    selected(selector) {
        return this.pods().filter(pod => selects(selector, pod.labels));
    }

    /** A pod's settings by name; a secret's value is not looked at. */
    settings(pod) {
        const found = new Map();
        for (const { configMapRef } of pod.container.envFrom ?? []) {
            const data = this.named("ConfigMap", configMapRef.name)?.data ?? {};
            Object.entries(data).forEach(([name, value]) => found.set(name, value));
        }
        for (const { name, value } of pod.container.env ?? []) {
            found.set(name, value ?? "(a secret)");
        }
        return found;
    }
}

/** The number of a container's port that is given by number or by name; nothing if it has none. */
export function portOf(pod, port) {
    return pod.container.ports.find(each => each.containerPort === port || each.name === port)?.containerPort;
}
