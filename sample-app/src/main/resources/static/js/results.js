import { element } from "./format.js";

const MOST_LINES = 20;
const box = document.getElementById("results");
let empty = true;

/** Tells what a button did; the newest line is on top. */
export function tell(text, bad = false) {
	if (empty) {
		box.replaceChildren();
		empty = false;
	}
	const time = element("time", {}, new Date().toLocaleTimeString("en-GB"));
	box.prepend(element("p", { className: bad ? "bad" : "" }, time, text));
	while (box.children.length > MOST_LINES) {
		box.lastElementChild.remove();
	}
	box.scrollTop = 0;
}

/** Runs what a button is for; the button rests meanwhile, and errors are told. */
export async function busy(button, action, onError = (message) => tell(message, true)) {
	if (button.ariaDisabled === "true") {
		return;
	}
	button.ariaDisabled = "true";
	button.ariaBusy = "true";
	try {
		await action();
	}
	catch (error) {
		onError(error.status === 404 ? `Not found: ${error.message}` : `It did not work: ${error.message}`);
	}
	finally {
		button.ariaDisabled = null;
		button.ariaBusy = null;
	}
}
