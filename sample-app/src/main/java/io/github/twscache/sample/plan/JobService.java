package io.github.twscache.sample.plan;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.Caching;
import org.springframework.stereotype.Service;

/**
 * Answers questions about the plan out of the caches {@code jobs}, {@code streams} and
 * {@code summary}. An answer is at most as old as the time to live of its cache, or of a
 * finished job, unless the database does not answer; and never older than the last
 * restart.
 */
@Service
public class JobService {

	/*
	 * Why sync = true, and why a restart evicts instead of putting
	 * ------------------------------------------------------------- A plain @Cacheable of
	 * Spring's own looks up, calls the method and puts, in three steps that know nothing
	 * of each other. A restart between the second and the third would evict nothing, and
	 * the put would then bring back the status from before the restart. With sync = true
	 * the cache runs the method itself and knows of the load: an evict that happens
	 * meanwhile makes its result uncacheable, so the old status cannot come back. This
	 * starter makes a plain @Cacheable such a load, too; sync = true is one with other
	 * caches as well.
	 *
	 * A @CachePut of the restarted job has the same weakness: of two restarts at once the
	 * one that wrote first may put last. An evict after the commit is right in any order,
	 * and costs one read of one row.
	 *
	 * The scheduler evicts nothing: what it changes is seen when the time to live is
	 * over.
	 */

	private final JobRepository repository;

	private final RestartLog log;

	private final Outage outage;

	JobService(JobRepository repository, RestartLog log, Outage outage) {
		this.repository = repository;
		this.log = log;
		this.outage = outage;
	}

	/**
	 * Finds a job.
	 * @param key the job's name
	 * @return the job
	 * @throws UnknownPlanItemException if the plan has no such job; that is not cached,
	 * so that made-up names do not push jobs out of the cache
	 */
	@Cacheable(cacheNames = "jobs", sync = true)
	public Job find(JobKey key) {
		this.outage.check(key);
		return this.repository.find(key).orElseThrow(() -> new UnknownPlanItemException("job", key));
	}

	/**
	 * Finds a job stream with its jobs.
	 * @param key the stream's name
	 * @return the stream
	 * @throws UnknownPlanItemException if the plan has no such stream
	 */
	@Cacheable(cacheNames = "streams", sync = true)
	public StreamOverview findStream(StreamKey key) {
		return this.repository.findStream(key).orElseThrow(() -> new UnknownPlanItemException("job stream", key));
	}

	/**
	 * Counts the jobs of each workstation by status.
	 * @return the counts
	 */
	@Cacheable(cacheNames = "summary", key = "'plan'", sync = true)
	public PlanSummary summarize() {
		return this.repository.summarize();
	}

	/**
	 * Restarts a job, whatever its status is.
	 * @param key the job's name
	 * @return the line of the restart in the operators' log, and the job as it is now
	 * @throws UnknownPlanItemException if the plan has no such job
	 */
	@Caching(evict = { @CacheEvict(cacheNames = "jobs", key = "#key"),
			@CacheEvict(cacheNames = "streams", key = "#key.streamKey()"),
			@CacheEvict(cacheNames = "summary", allEntries = true) })
	public Receipt restart(JobKey key) {
		JobRepository.Restarted restarted = this.repository.restart(key)
			.orElseThrow(() -> new UnknownPlanItemException("job", key));
		return new Receipt(this.log.record(restarted.before(), restarted.after()), restarted.after());
	}

	/**
	 * What a restart did.
	 *
	 * @param restart the line in the operators' log
	 * @param job the job as it is now
	 */
	public record Receipt(Restart restart, Job job) {
	}

}
