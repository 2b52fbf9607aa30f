import { api, keyOf } from "./api.js";
import { GLYPHS, STATUSES, age, badge, count, element, setBadge, setText, tone } from "./format.js";
import { openJob, startJobDialog } from "./job-dialog.js";
import { busy, tell } from "./results.js";

const SIZE = 15;
const byId = (id) => document.getElementById(id);
const filters = { workstation: byId("filter-workstation"), stream: byId("filter-stream"), status: byId("filter-status"), text: byId("filter-text") };
let page = 0;
let asked = 0;
let streams = [];
let shown = [];

function query() {
	const chosen = Object.entries(filters).map(([name, input]) => [name, input.value.trim()]).filter(([, value]) => value);
	return { ...Object.fromEntries(chosen), page, size: SIZE };
}

function makeRow(job) {
	const row = element("tr");
	const name = element("button", { type: "button", className: "link name", textContent: job.job });
	const stream = element("button", { type: "button", className: "link stream", textContent: job.stream });
	const restart = element("button", { type: "button", className: "small restart", textContent: "Restart" });
	name.addEventListener("click", () => openJob(row.job));
	stream.addEventListener("click", () => choose({ workstation: row.job.workstation, stream: row.job.stream }));
	stream.ariaLabel = `Show job stream ${job.workstation}#${job.stream}`;
	restart.ariaLabel = `Restart ${keyOf(job)}`;
	restart.addEventListener("click", () => busy(restart, () => restartJob(row.job)));
	const cell = (className, ...content) => element("td", { className }, ...content);
	row.append(cell("", name), cell("", stream), cell("", job.workstation), cell("", badge(job.status)), cell("num run"), cell("num since"), cell("act", restart));
	row.dataset.key = keyOf(job);
	return row;
}

function fillRow(row, job) {
	const changed = row.job && (row.job.status !== job.status || row.job.run !== job.run);
	row.job = job;
	setBadge(row.querySelector(".badge"), job.status);
	setText(row.querySelector(".run"), String(job.run));
	setText(row.querySelector(".since"), age(job.since));
	if (changed) {
		row.classList.remove("changed");
		void row.offsetWidth;
		row.classList.add("changed");
	}
}

/* Rows that stay are kept, so that the focus stays where it is. */
function showRows(jobs) {
	const body = byId("rows");
	const known = new Map([...body.children].map((row) => [row.dataset.key, row]));
	const rows = jobs.map((job) => {
		const row = known.get(keyOf(job)) ?? makeRow(job);
		fillRow(row, job);
		return row;
	});
	if (rows.length !== body.children.length || rows.some((row, i) => row !== body.children[i])) {
		const focused = document.activeElement?.closest?.("tr") ? document.activeElement : null;
		body.replaceChildren(...rows);
		if (focused?.isConnected) {
			focused.focus();
		}
	}
	if (!rows.length) {
		body.append(element("tr", {}, element("td", { colSpan: 7, className: "muted", textContent: "No job matches." })));
	}
	shown = jobs;
}

/** Asks for the page of jobs that is chosen and shows it. */
export async function pollJobs() {
	const ticket = ++asked;
	const answer = await api.jobs(query());
	if (ticket !== asked) {
		return;
	}
	if (!answer.jobs.length && page > 0) {
		page = Math.max(0, Math.ceil(answer.total / SIZE) - 1);
		return pollJobs();
	}
	showRows(answer.jobs);
	const first = answer.total ? page * SIZE + 1 : 0;
	setText("page-text", `${count(first)}–${count(page * SIZE + answer.jobs.length)} of ${count(answer.total)}`);
	byId("previous").disabled = page === 0;
	byId("next").disabled = (page + 1) * SIZE >= answer.total;
	await pollStream();
}

async function pollStream() {
	const [workstation, stream] = [filters.workstation.value, filters.stream.value];
	if (!workstation || !stream) {
		setText("stream-line", "The list comes straight from the database; press a job to see what the cache has of it.");
		return;
	}
	const overview = await api.stream(workstation, stream);
	const counts = STATUSES.filter((status) => overview.byStatus[status]).map((status) => `${overview.byStatus[status]} ${status}`);
	setText("stream-line", `${workstation}#${stream}: ${counts.join(", ")}; from the cache, ${age(overview.asOf)} old.`);
}

/** Asks for the summary and shows it. */
export async function pollSummary() {
	const summary = await api.summary();
	setText("summary-age", `summary from the cache, ${age(summary.asOf)} old`);
	setText("plan-size", `${count(summary.total)} jobs on ${summary.workstations.length} workstations, read through tws-cache`);
	for (const status of STATUSES) {
		setText(byId("statuses").querySelector(`[data-status=${status}] b`), count(summary.byStatus[status]));
	}
	const grid = byId("stations");
	if (!grid.children.length) {
		grid.append(...summary.workstations.map(makeTile));
		filters.workstation.append(...summary.workstations.map(({ workstation }) => element("option", { value: workstation, textContent: workstation })));
	}
	summary.workstations.forEach((station, i) => fillTile(grid.children[i], station));
}

function makeTile({ workstation }) {
	const tile = element("button", { type: "button", className: "tile", ariaPressed: "false" });
	tile.append(element("span", { className: "name" }, element("span", { textContent: workstation }), element("span", { className: "n" })), element("span", { className: "mix" }));
	tile.dataset.workstation = workstation;
	tile.querySelector(".mix").append(...STATUSES.map((status) => {
		const segment = element("i");
		tone(segment, status);
		return segment;
	}));
	tile.addEventListener("click", () => choose({ workstation: filters.workstation.value === workstation ? "" : workstation, stream: "" }));
	return tile;
}

function fillTile(tile, station) {
	const { ABEND: abended, EXEC: running } = station.byStatus;
	setText(tile.querySelector(".n"), abended ? `✕ ${abended}` : `▶ ${running}`);
	tile.querySelector(".n").style.color = abended ? "var(--ABEND)" : "";
	tile.ariaLabel = `${tile.dataset.workstation}: ${STATUSES.map((status) => `${station.byStatus[status]} ${status}`).join(", ")}`;
	tile.title = tile.ariaLabel;
	tile.querySelectorAll("i").forEach((segment) => {
		segment.style.width = `${(100 * station.byStatus[segment.dataset.status]) / station.total}%`;
	});
}

function choose(values) {
	for (const [name, value] of Object.entries(values)) {
		if (name === "stream") {
			offerStreams();
		}
		filters[name].value = value;
	}
	filtersChanged();
}

function offerStreams() {
	const workstation = filters.workstation.value;
	const kept = filters.stream.value;
	const offered = [...new Set(streams.filter((each) => !workstation || each.workstation === workstation).map((each) => each.stream))].sort();
	filters.stream.replaceChildren(element("option", { value: "", textContent: "all" }), ...offered.map((name) => element("option", { value: name, textContent: name })));
	filters.stream.value = offered.includes(kept) ? kept : "";
}

function filtersChanged() {
	page = 0;
	for (const tile of byId("stations").children) {
		tile.ariaPressed = String(tile.dataset.workstation === filters.workstation.value);
	}
	for (const chip of byId("statuses").children) {
		chip.ariaPressed = String(chip.dataset.status === filters.status.value);
	}
	pollJobs().catch((error) => tell(error.message, true));
}

async function restartJob(job) {
	const restarted = await api.restart(job);
	tell(`Restarted ${keyOf(job)}: run ${restarted.run} is ${restarted.status}.`);
	await Promise.all([pollJobs(), pollSummary()]);
	return restarted;
}

function turnPage(step) {
	page = Math.max(0, page + step);
	pollJobs().catch((error) => tell(error.message, true));
}

/** Fills the filters and gives the buttons of the jobs their work. */
export async function startJobs() {
	for (const status of STATUSES) {
		filters.status.append(element("option", { value: status, textContent: status }));
		const chip = element("button", { type: "button", className: "chip", ariaPressed: "false" });
		chip.append(element("span", { className: "glyph", ariaHidden: "true", textContent: GLYPHS[status] }), `${status} `, element("b", { textContent: "–" }));
		tone(chip, status);
		chip.addEventListener("click", () => choose({ status: filters.status.value === status ? "" : status }));
		byId("statuses").append(chip);
	}
	if (matchMedia("(max-width: 1180px)").matches) {
		byId("stations-box").open = false;
	}
	startJobDialog(restartJob);
	byId("previous").addEventListener("click", () => turnPage(-1));
	byId("next").addEventListener("click", () => turnPage(1));
	filters.workstation.addEventListener("change", () => { offerStreams(); filtersChanged(); });
	filters.stream.addEventListener("change", filtersChanged);
	filters.status.addEventListener("change", filtersChanged);
	filters.text.addEventListener("input", filtersChanged);
	byId("filters").addEventListener("submit", (event) => event.preventDefault());
	byId("filters").addEventListener("reset", () => setTimeout(() => { offerStreams(); filtersChanged(); }));
	streams = await api.streams();
	offerStreams();
}
