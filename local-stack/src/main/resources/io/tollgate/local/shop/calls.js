// Calls of the two services by the user's bearer token. An error is one sentence for the user.

// Longer than billing takes for an intent (12 s).
const TIMEOUT_MS = 20_000;

export class Trouble extends Error {
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

// Fetches JSON; gives the answer's status with its body.
export async function json(url, options = {}) {
  let response;
  try {
    response = await fetch(url, { ...options, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw new Trouble("There was no answer. Check your connection and try again.", "no_answer");
  }
  const body = await response.json().catch(() => ({}));
  return { ok: response.ok, status: response.status, body };
}

export function services(place, token) {
  const bearer = { Authorization: `Bearer ${token}` };

  async function call(url, options) {
    const answer = await json(url, { ...options, headers: { ...bearer, ...options?.headers } });
    if (answer.ok) {
      return answer.body;
    }
    if (answer.status === 401) {
      throw new Trouble("This link is no longer good: ask for a new one.", "unauthorized");
    }
    const detail = answer.body.detail ?? answer.body.title;
    throw new Trouble(detail ?? `The service answered ${answer.status}.`, answer.body.code);
  }

  return {
    order: () => call(`${place.core}/api/orders/${place.order}`),
    // The same open intent, however often it is asked for.
    intent: () =>
      call(`${place.billing}/api/payments/intent`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ order_id: Number(place.order) }),
      }),
  };
}
