/** An answer that was not a success. */
export class HttpError extends Error {
	constructor(status, message) {
		super(message);
		this.status = status;
	}
}

async function request(method, path, body, timeoutMillis = 8000) {
	const options = { method, signal: AbortSignal.timeout(timeoutMillis), headers: { Accept: "application/json" } };
	if (body !== undefined) {
		options.body = JSON.stringify(body);
		options.headers["Content-Type"] = "application/json";
	}
	const response = await fetch(path, options);
	const text = await response.text();
	let content = null;
	try {
		content = text ? JSON.parse(text) : null;
	}
	catch {
		content = null;
	}
	if (!response.ok) {
		const reason = content?.detail ?? content?.message ?? content?.reason ?? content?.error ?? response.statusText;
		throw new HttpError(response.status, reason || `HTTP ${response.status}`);
	}
	return content;
}

const part = encodeURIComponent;
const jobPath = (job) => `api/jobs/${part(job.workstation)}/${part(job.stream)}/${part(job.job)}`;

/** The name of a job as operators, and the keys of the cache, write it. */
export const keyOf = (job) => `${job.workstation}#${job.stream}.${job.job}`;

export const api = {
	jobs: (query) => request("GET", `api/jobs?${new URLSearchParams(query)}`),
	job: (job) => request("GET", jobPath(job)),
	freshness: (job) => request("GET", `${jobPath(job)}/freshness`),
	restart: (job) => request("POST", `${jobPath(job)}/restart`),
	streams: () => request("GET", "api/streams"),
	stream: (workstation, stream) => request("GET", `api/streams/${part(workstation)}/${part(stream)}`),
	summary: () => request("GET", "api/summary"),
	live: () => request("GET", "api/demo/live"),
	compare: () => request("POST", "api/demo/compare?reads=300", undefined, 30000),
	outage: ({ workstation, stream, job }, seconds) => request("POST", `api/demo/outage?${new URLSearchParams({ workstation, stream, job, seconds })}`),
	burst: (readers, millis) => request("POST", "api/demo/burst", { readers, millis }, millis + 10000),
	caches: () => request("GET", "actuator/twscache"),
	cache: (name) => request("GET", `actuator/twscache/${part(name)}`),
	entry: (name, key) => request("GET", `actuator/twscache/${part(name)}/${part(key)}`),
	change: (body) => request("POST", "actuator/twscache", body, 30000),
	clear: (name) => request("DELETE", `actuator/twscache/${part(name)}`),
	evict: (name, key) => request("DELETE", `actuator/twscache/${part(name)}/${part(key)}`)
};
