// Kubernetes' own schemas: types, required fields, allowed values, and fields nobody knows.

/** What is wrong with one object by itself, in sentences. */
export async function schemaProblems(object) {
    const { apiVersion, kind } = object;
    const models = await import(`kubernetes-models/${apiVersion}`).catch(() => ({}));
    if (!models[kind]) {
        return [`there is no ${kind} in ${apiVersion}`];
    }
    const unread = new Set();
    try {
        models[kind].prototype.validate.call(watched(object, "", unread));
    } catch (invalid) {
        if (!invalid.errors) {
            throw invalid;
        }
        return invalid.errors.map(error => `${error.instancePath || "/"} ${error.message}`);
    }
    return [...unread].map(path => `${path} is no field of it`);
}

// The validators let unknown fields pass, but they look at every field they know: what is left
// unread is unknown. Whoever lists the keys of an object takes any.
function watched(value, path, unread) {
    if (value === null || typeof value !== "object") {
        return value;
    }
    if (Array.isArray(value)) {
        return value.map((each, index) => watched(each, `${path}/${index}`, unread));
    }
    const keys = Object.keys(value);
    const inner = Object.fromEntries(keys.map(key => [key, watched(value[key], `${path}/${key}`, unread)]));
    keys.forEach(key => unread.add(`${path}/${key}`));
    return new Proxy(inner, {
        get(target, key) {
            unread.delete(`${path}/${String(key)}`);
            return target[key];
        },
        ownKeys(target) {
            keys.forEach(key => unread.delete(`${path}/${key}`));
            return Reflect.ownKeys(target);
        }
    });
}
