package io.github.twscache.sample.plan;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes the plan: loads it and carries its jobs from status to status.
 */
@Repository
public class PlanStore {

	private static final int BATCH_SIZE = 500;

	private final JdbcClient client;

	private final JdbcTemplate batches;

	PlanStore(JdbcClient client, JdbcTemplate batches) {
		this.client = client;
		this.batches = batches;
	}

	boolean isEmpty() {
		return this.client.sql("select count(*) from job").query(Integer.class).single() == 0;
	}

	/**
	 * Inserts the jobs of a plan, as if each had been in its status for a while.
	 * @param entries the jobs
	 * @param seed seed of the choice when the jobs leave their statuses
	 */
	@Transactional
	public void insert(List<PlanEntry> entries, long seed) {
		SplittableRandom random = new SplittableRandom(seed);
		JobStateMachine machine = new JobStateMachine(random);
		Instant now = Instant.now();
		this.batches.batchUpdate("""
				insert into job (workstation, stream, job, status, run, priority, estimated_seconds, since, due_at)
				values (?, ?, ?, ?, 1, ?, ?, ?, ?)""", entries, BATCH_SIZE, (statement, entry) -> {
			long stayMillis = machine.stay(entry.status(), entry.estimatedSeconds()).toMillis();
			long passedMillis = random.nextLong(stayMillis);
			statement.setString(1, entry.key().workstation());
			statement.setString(2, entry.key().stream());
			statement.setString(3, entry.key().job());
			statement.setString(4, entry.status().name());
			statement.setInt(5, entry.priority());
			statement.setInt(6, entry.estimatedSeconds());
			statement.setObject(7, now.minusMillis(passedMillis).atOffset(ZoneOffset.UTC));
			statement.setObject(8, now.plusMillis(stayMillis - passedMillis).atOffset(ZoneOffset.UTC));
		});
	}

	/**
	 * Finds the jobs that are to leave their status.
	 * @param now the current time
	 * @param limit most jobs to return
	 * @return the jobs, those that are due longest first
	 */
	public List<Job> due(Instant now, int limit) {
		return this.client.sql("select * from job where due_at <= :now order by due_at limit :limit")
			.param("now", now.atOffset(ZoneOffset.UTC))
			.param("limit", limit)
			.query(new JobRowMapper(now))
			.list();
	}

	/**
	 * Writes new statuses. A job that is no longer as it was seen, because an operator
	 * restarted it meanwhile, is left alone.
	 * @param changes what to write
	 * @param now the current time
	 * @return how many jobs were changed
	 */
	@Transactional
	public int advance(List<Change> changes, Instant now) {
		int[][] counts = this.batches.batchUpdate("""
				update job set status = ?, run = ?, since = ?, due_at = ?
				where workstation = ? and stream = ? and job = ? and status = ? and run = ?""", changes, BATCH_SIZE,
				(statement, change) -> {
					Job seen = change.seen();
					JobStateMachine.Transition transition = change.transition();
					statement.setString(1, transition.to().name());
					statement.setInt(2, transition.newRun() ? seen.run() + 1 : seen.run());
					statement.setObject(3, now.atOffset(ZoneOffset.UTC));
					statement.setObject(4, now.plus(transition.stay()).atOffset(ZoneOffset.UTC));
					statement.setString(5, seen.workstation());
					statement.setString(6, seen.stream());
					statement.setString(7, seen.job());
					statement.setString(8, seen.status().name());
					statement.setInt(9, seen.run());
				});
		int changed = 0;
		for (int[] batch : counts) {
			for (int count : batch) {
				changed += count;
			}
		}
		return changed;
	}

	/**
	 * A step of one job.
	 *
	 * @param seen the job as it was before
	 * @param transition the step
	 */
	public record Change(Job seen, JobStateMachine.Transition transition) {
	}

}
