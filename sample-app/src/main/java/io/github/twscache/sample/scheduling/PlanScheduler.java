package io.github.twscache.sample.scheduling;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

import io.github.twscache.sample.SampleProperties;
import io.github.twscache.sample.plan.Job;
import io.github.twscache.sample.plan.JobStateMachine;
import io.github.twscache.sample.plan.PlanStore;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Moves the jobs that are due to their next status. It writes to the database and leaves
 * the caches alone, as a scheduler in another process would.
 */
@Component
public class PlanScheduler {

	private static final int MOST_CHANGES_A_TICK = 500;

	private final PlanStore store;

	private final JobStateMachine machine;

	private final AtomicLong changes = new AtomicLong();

	PlanScheduler(PlanStore store, SampleProperties properties) {
		this.store = store;
		this.machine = new JobStateMachine(new SplittableRandom(properties.seed()));
	}

	/**
	 * Moves the jobs that are due now. Runs of it never overlap.
	 */
	@Scheduled(initialDelayString = "${sample.scheduler-interval:500ms}",
			fixedDelayString = "${sample.scheduler-interval:500ms}")
	public void tick() {
		Instant now = Instant.now();
		List<PlanStore.Change> steps = this.store.due(now, MOST_CHANGES_A_TICK).stream().map(this::step).toList();
		if (!steps.isEmpty()) {
			this.changes.addAndGet(this.store.advance(steps, now));
		}
	}

	/**
	 * Returns how many changes of status were written since the start.
	 * @return the number of changes
	 */
	public long changes() {
		return this.changes.get();
	}

	private PlanStore.Change step(Job job) {
		return new PlanStore.Change(job, this.machine.after(job.status(), job.estimatedSeconds()));
	}

}
