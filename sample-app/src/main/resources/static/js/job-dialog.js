import { api, keyOf } from "./api.js";
import { age, badge, micros, seconds, setBadge, setText } from "./format.js";
import { busy } from "./results.js";

const OUTAGE_SECONDS = 90;
const byId = (id) => document.getElementById(id);
const dialog = byId("job");
let job = null;
let lastRead = null;
let lifeMillis = 1;
let timer = 0;

function showRead() {
	if (lastRead) {
		setBadge(byId("job-status").firstElementChild, lastRead.status);
		setText("job-run", String(lastRead.run));
		setText("job-age", `${age(lastRead.asOf)} ago`);
	}
}

async function read() {
	const start = performance.now();
	const answer = await api.job(job);
	const took = performance.now() - start;
	lastRead = answer;
	showRead();
	await showEntry();
	return took;
}

async function showFreshness() {
	const { cached, stale, ageMillis } = await api.freshness(job);
	const otherwise = cached ? "fresh" : "not cached";
	setText("job-fresh", stale ? `stale, loaded ${seconds(ageMillis)} ago` : otherwise);
	byId("job-fresh").classList.toggle("stale", stale);
}

async function showEntry() {
	await showFreshness();
	try {
		const entry = await api.entry("jobs", keyOf(job));
		setText("entry-present", entry.present ? "yes" : "no");
		setText("entry-level", entry.present ? String(entry.level ?? "–") : "–");
		setText("entry-shard", entry.present ? String(entry.shard ?? "–") : "–");
		setText("entry-remaining", entry.present ? seconds(entry.remainingMillis) : "–");
		lifeMillis = entry.present ? entry.ageMillis + entry.remainingMillis : lifeMillis;
		byId("entry-meter").value = entry.present ? entry.remainingMillis / Math.max(1, lifeMillis) : 0;
	}
	catch (error) {
		setText("entry-present", error.status === 404 ? "not known" : "–");
	}
}

function say(text) {
	setText("job-result", text);
}

/** Opens the dialog of a job and reads it through the cache. */
export async function openJob(chosen) {
	job = chosen;
	lastRead = null;
	setText("job-title", keyOf(job));
	byId("job-status").replaceChildren(badge(chosen.status));
	say("\u00a0");
	dialog.showModal();
	clearInterval(timer);
	timer = setInterval(() => {
		showRead();
		showEntry().catch(() => setText("job-fresh", "–"));
	}, 500);
	await busy(byId("job-read"), read, say);
}

/** Gives the buttons of the dialog their work. */
export function startJobDialog(restart) {
	dialog.addEventListener("close", () => clearInterval(timer));
	dialog.addEventListener("click", (event) => {
		if (event.target === dialog) {
			dialog.close();
		}
	});
	byId("job-read").addEventListener("click", () => busy(byId("job-read"), async () => {
		const took = await read();
		say(`Read in ${micros(1000 * took)}, the way over HTTP included; the answer was ${age(lastRead.asOf)} old.`);
	}, say));
	byId("job-evict").addEventListener("click", () => busy(byId("job-evict"), async () => {
		await api.evict("jobs", keyOf(job));
		await showEntry();
		say("The entry is gone; the next read asks the database.");
	}, say));
	byId("job-outage").addEventListener("click", () => busy(byId("job-outage"), async () => {
		await api.outage(job, OUTAGE_SECONDS);
		say(`For ${OUTAGE_SECONDS} s the database does not answer for this job. Go on reading: past its time to live the cache serves it stale.`);
	}, say));
	byId("job-restart").addEventListener("click", () => busy(byId("job-restart"), async () => {
		const restarted = await restart(job);
		await read();
		say(`Run ${restarted.run} is ${restarted.status}. The restart evicted the old status, so the read could not see it.`);
	}, say));
}
