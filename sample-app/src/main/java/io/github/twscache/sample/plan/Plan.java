package io.github.twscache.sample.plan;

import java.util.List;

import io.github.twscache.sample.SampleProperties;

import org.springframework.stereotype.Component;

/**
 * The jobs of the plan by name. When this bean is there, the plan is in the database.
 */
@Component
public class Plan {

	private final List<JobKey> jobs;

	private final List<StreamKey> streams;

	Plan(SampleProperties properties, PlanStore store) {
		List<PlanEntry> entries = PlanFile.read(properties.plan());
		if (store.isEmpty()) {
			store.insert(entries, properties.seed());
		}
		this.jobs = entries.stream().map(PlanEntry::key).toList();
		this.streams = this.jobs.stream().map(JobKey::streamKey).distinct().toList();
	}

	/**
	 * Returns the names of all jobs.
	 * @return the names in the order of the plan's file
	 */
	public List<JobKey> jobs() {
		return this.jobs;
	}

	/**
	 * Returns the names of all job streams.
	 * @return the names in the order of the plan's file
	 */
	public List<StreamKey> streams() {
		return this.streams;
	}

}
