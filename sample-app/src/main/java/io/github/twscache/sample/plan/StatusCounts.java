package io.github.twscache.sample.plan;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts jobs by status; a status without jobs counts 0.
 */
final class StatusCounts {

	private final Map<JobStatus, Integer> counts = new EnumMap<>(JobStatus.class);

	StatusCounts() {
		for (JobStatus status : JobStatus.values()) {
			this.counts.put(status, 0);
		}
	}

	void add(JobStatus status, int count) {
		this.counts.merge(status, count, Integer::sum);
	}

	int total() {
		return this.counts.values().stream().mapToInt(Integer::intValue).sum();
	}

	Map<JobStatus, Integer> byStatus() {
		return Collections.unmodifiableMap(new EnumMap<>(this.counts));
	}

}
