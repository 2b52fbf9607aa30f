import { pollCache, pollLive, startCacheControls } from "./cache-view.js";
import { paint, startCharts } from "./charts.js";
import { setText } from "./format.js";
import { pollJobs, pollSummary, startJobs } from "./jobs-view.js";
import { startTheme } from "./theme.js";

const live = document.getElementById("live");
const pause = document.getElementById("pause");
let paused = false;

function show(state, text) {
	live.dataset.state = state;
	setText("live-text", text);
}

/** Polls again when the answer is there and the time has come, and less eagerly while the server is away. */
function poll(action, everyMillis) {
	let failures = 0;
	const run = async () => {
		if (!paused && !document.hidden) {
			try {
				await action();
				failures = 0;
				show("on", "live");
			}
			catch {
				failures++;
				show("off", "no answer");
			}
		}
		setTimeout(run, everyMillis * Math.min(8, 2 ** failures));
	};
	return run();
}

pause.addEventListener("click", () => {
	paused = !paused;
	pause.ariaPressed = String(paused);
	pause.textContent = paused ? "Resume" : "Pause";
	show(paused ? "wait" : "on", paused ? "paused" : "live");
});

startTheme(paint);
startCharts();
startCacheControls();
startJobs().catch(() => show("off", "no answer"));
poll(pollCache, 1000);
poll(pollLive, 1000);
poll(pollSummary, 1500);
poll(pollJobs, 2000);
