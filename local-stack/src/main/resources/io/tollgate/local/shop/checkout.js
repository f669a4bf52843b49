// Shows an order, takes its payment, and says "paid" only once core-service does.
import { services, Trouble } from "./calls.js";
import { standIn } from "./pay-standin.js";
import { stripeItself } from "./pay-stripe.js";

const TOKEN = "tollgate.token";
// An order is asked for after 0.3 s, then ever more slowly, for about a minute in all.
const FIRST_WAIT_MS = 300;
const MAX_WAIT_MS = 5_000;
const PATIENCE_MS = 60_000;

const PAYABLE = ["pending", "awaiting_payment"];
const AFTERWARDS = {
  paid: "Paid. Thank you!",
  partially_refunded: "Paid; a part of it was given back.",
  refunded: "Paid, and given back.",
  canceled: "This order was cancelled.",
};

const place = { ...document.documentElement.dataset };
const form = document.querySelector("#form");
const button = document.querySelector("#pay");
const again = document.querySelector("#again");
let busy = false;

function say(text, kind = "") {
  const message = document.querySelector("#message");
  message.textContent = text;
  message.className = `message ${kind}`;
  message.setAttribute("role", kind === "bad" ? "alert" : "status");
}

// The token comes behind the #, which no server sees. It is kept for this tab alone, to be here
// still when the card's owner comes back. Neither it nor a client secret stays in the address.
function readAddress() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token) {
    sessionStorage.setItem(TOKEN, token);
  }
  const outcome = new URLSearchParams(location.search).get("redirect_status");
  history.replaceState(null, "", location.pathname);
  return { token: token ?? sessionStorage.getItem(TOKEN), outcome };
}

function show(order) {
  document.querySelector("#amount").textContent =
    `${order.amount_text} ${order.currency.toUpperCase()}`;
  button.textContent = `Pay ${order.amount_text} ${order.currency.toUpperCase()}`;
  const rows = order.lines.map((line) => {
    const row = document.createElement("tr");
    const pieces = document.createElement("td");
    pieces.className = "number";
    pieces.textContent = line.quantity;
    const item = document.createElement("td");
    item.textContent = line.name ?? line.sku;
    row.append(item, pieces);
    return row;
  });
  document.querySelector("#lines tbody").replaceChildren(...rows);
  document.querySelector("#lines").hidden = rows.length === 0;
}

function isOver(order) {
  if (PAYABLE.includes(order.status)) {
    return false;
  }
  form.hidden = true;
  again.hidden = true;
  say(AFTERWARDS[order.status] ?? `This order is ${order.status}.`,
    order.status === "canceled" ? "bad" : "good");
  return true;
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// Stripe tells billing, billing tells core: only then is the order paid.
async function awaitPaid(calls, text) {
  form.hidden = true;
  again.hidden = true;
  say(text);
  let wait = FIRST_WAIT_MS;
  for (let waited = 0; waited < PATIENCE_MS; waited += wait, wait = Math.min(wait * 1.5, MAX_WAIT_MS)) {
    await pause(wait);
    try {
      if (isOver(await calls.order())) {
        return;
      }
    } catch (trouble) {
      if (!(trouble instanceof Trouble)) {
        throw trouble;
      }
      // core may be away for a moment: it is asked again until the patience is over.
    }
  }
  say("There is no confirmation yet. Nothing more is to be done: look again later.");
  again.hidden = false;
  again.onclick = () => awaitPaid(calls, text);
  again.focus();
}

// What a try came to; a failure leaves the form for another one.
async function settle(result, calls) {
  if (result.goTo) {
    location.assign(result.goTo);
    return true;
  }
  if (result.error) {
    say(result.error, "bad");
    return false;
  }
  await awaitPaid(calls, result.status === "processing"
    ? "Your bank is working on it. That takes days; you may close this page."
    : "Your payment went through. Waiting for its confirmation …");
  return true;
}

async function payOnce(payer, calls) {
  if (busy) {
    return;
  }
  busy = true;
  button.disabled = true;
  say("Paying …");
  let done = false;
  try {
    done = await settle(await payer.pay(location.origin + location.pathname), calls);
  } catch (trouble) {
    await explain(trouble, calls);
  }
  busy = done;
  button.disabled = done;
  if (!done && !form.hidden) {
    button.focus();
  }
}

// Says what is wrong, unless the order has been paid meanwhile.
async function explain(trouble, calls) {
  if (!(trouble instanceof Trouble)) {
    say("Something went wrong on this page. Load it again.", "bad");
    throw trouble;
  }
  if (trouble.code === "payment_already_processed") {
    await awaitPaid(calls, trouble.message);
    return;
  }
  say(trouble.message, "bad");
}

async function open() {
  const { token, outcome } = readAddress();
  if (!token) {
    say("This page was opened without a token. Use the whole link, with what stands behind the #.", "bad");
    return;
  }
  const calls = services(place, token);
  try {
    const order = await calls.order();
    show(order);
    if (isOver(order)) {
      return;
    }
    if (outcome && outcome !== "failed") {
      await awaitPaid(calls, "Your payment went through. Waiting for its confirmation …");
      return;
    }
    await offer(calls, outcome);
  } catch (trouble) {
    await explain(trouble, calls);
  }
}

async function offer(calls, outcome) {
  const payer = await (place.payer === "stripe" ? stripeItself : standIn)(place, calls.intent);
  form.onsubmit = (event) => {
    event.preventDefault();
    payOnce(payer, calls);
  };
  form.hidden = false;
  if (outcome === "failed") {
    say("The authentication failed; nothing was charged. Try again, or pay with another card.", "bad");
  } else {
    say("Ready to be paid.");
  }
}

await open();
