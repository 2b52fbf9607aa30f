package io.github.twscache.sample.plan;

import io.github.twscache.CacheHierarchy;

import org.springframework.stereotype.Component;

/**
 * Tells whether what the cache has of a job is fresh, or served past its time to live
 * because the database does not answer. Looks without loading and without being counted.
 */
@Component
public class JobFreshness {

	private final CacheHierarchy hierarchy;

	JobFreshness(CacheHierarchy hierarchy) {
		this.hierarchy = hierarchy;
	}

	/**
	 * Looks a job up in its cache.
	 * @param key the job's name
	 * @return how fresh it is there
	 */
	public Freshness of(JobKey key) {
		return this.hierarchy.find("jobs")
			.flatMap((cache) -> cache.lookup(key))
			.map((found) -> new Freshness(true, found.isStale(), found.age().toMillis()))
			.orElse(new Freshness(false, false, 0));
	}

	/**
	 * How fresh a job is in the cache.
	 *
	 * @param cached whether the cache has it at all
	 * @param stale whether its time to live has passed
	 * @param ageMillis the time since it was loaded
	 */
	public record Freshness(boolean cached, boolean stale, long ageMillis) {
	}

}
