package io.github.twscache.sample.plan;

import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks the database about the plan, every time anew: no cache in between.
 */
@Repository
public class JobRepository {

	private static final String ONE_JOB = " where workstation = :workstation and stream = :stream and job = :job";

	private static final String MATCHING_JOBS = """
			from job
			where (:workstation is null or workstation = :workstation)
			and (:stream is null or stream = :stream)
			and (:status is null or status = :status)
			and (:text is null or upper(job) like :text escape '\\')
			""";

	/*
	 * How long a restarted job waits for its workstation before the scheduler may start
	 * it.
	 */
	private static final Duration READY_AFTER_RESTART = Duration.ofSeconds(5);

	private final JdbcClient client;

	JobRepository(JdbcClient client) {
		this.client = client;
	}

	/**
	 * Finds one job.
	 * @param key the job's name
	 * @return the job, or empty if the plan has none of that name
	 */
	public Optional<Job> find(JobKey key) {
		return oneJob("select * from job" + ONE_JOB, key).query(new JobRowMapper(Instant.now())).optional();
	}

	/**
	 * Finds a job stream with its jobs.
	 * @param key the stream's name
	 * @return the stream, or empty if the plan has none of that name
	 */
	public Optional<StreamOverview> findStream(StreamKey key) {
		Instant asOf = Instant.now();
		List<Job> jobs = this.client
			.sql("select * from job where workstation = :workstation and stream = :stream order by job")
			.param("workstation", key.workstation())
			.param("stream", key.stream())
			.query(new JobRowMapper(asOf))
			.list();
		if (jobs.isEmpty()) {
			return Optional.empty();
		}
		StatusCounts counts = new StatusCounts();
		jobs.forEach((job) -> counts.add(job.status(), 1));
		return Optional.of(new StreamOverview(key.workstation(), key.stream(), jobs.size(), counts.byStatus(),
				List.copyOf(jobs), asOf));
	}

	/**
	 * Counts the jobs of each workstation by status.
	 * @return the counts
	 */
	public PlanSummary summarize() {
		Instant asOf = Instant.now();
		StatusCounts all = new StatusCounts();
		Map<String, StatusCounts> byWorkstation = new TreeMap<>();
		this.client.sql("select workstation, status, count(*) as jobs from job group by workstation, status")
			.query((row) -> {
				JobStatus status = JobStatus.valueOf(row.getString("status"));
				int jobs = row.getInt("jobs");
				all.add(status, jobs);
				byWorkstation.computeIfAbsent(row.getString("workstation"), (name) -> new StatusCounts())
					.add(status, jobs);
			});
		List<PlanSummary.Workstation> workstations = new ArrayList<>();
		byWorkstation.forEach((name, counts) -> workstations
			.add(new PlanSummary.Workstation(name, counts.total(), counts.byStatus())));
		return new PlanSummary(all.total(), all.byStatus(), List.copyOf(workstations), asOf);
	}

	/**
	 * Lists jobs.
	 * @param filter which jobs
	 * @param page index of the page, beginning with 0
	 * @param size most jobs on the page
	 * @return the page
	 */
	public JobPage list(JobFilter filter, int page, int size) {
		int total = filtered("select count(*) " + MATCHING_JOBS, filter).query(Integer.class).single();
		List<Job> jobs = filtered(
				"select * " + MATCHING_JOBS + "order by workstation, stream, job limit :size offset :offset", filter)
			.param("size", size)
			.param("offset", (long) page * size)
			.query(new JobRowMapper(Instant.now()))
			.list();
		return new JobPage(total, page, size, List.copyOf(jobs));
	}

	/**
	 * Puts a job back to {@link JobStatus#READY}, with a new run, whatever its status is.
	 * @param key the job's name
	 * @return the job before and after, or empty if the plan has none of that name
	 */
	@Transactional
	public Optional<Restarted> restart(JobKey key) {
		Optional<Job> before = oneJob("select * from job" + ONE_JOB + " for update", key)
			.query(new JobRowMapper(Instant.now()))
			.optional();
		return before.map((job) -> {
			Instant now = Instant.now();
			oneJob("update job set status = 'READY', run = run + 1, since = :since, due_at = :due" + ONE_JOB, key)
				.param("since", now.atOffset(ZoneOffset.UTC))
				.param("due", now.plus(READY_AFTER_RESTART).atOffset(ZoneOffset.UTC))
				.update();
			return new Restarted(job, find(key).orElseThrow());
		});
	}

	private JdbcClient.StatementSpec oneJob(String sql, JobKey key) {
		return this.client.sql(sql)
			.param("workstation", key.workstation())
			.param("stream", key.stream())
			.param("job", key.job());
	}

	private JdbcClient.StatementSpec filtered(String sql, JobFilter filter) {
		JobStatus status = filter.status();
		return this.client.sql(sql)
			.param("workstation", filter.workstation(), Types.VARCHAR)
			.param("stream", filter.stream(), Types.VARCHAR)
			.param("status", (status != null) ? status.name() : null, Types.VARCHAR)
			.param("text", pattern(filter.text()), Types.VARCHAR);
	}

	private static @Nullable String pattern(@Nullable String text) {
		return (text != null) ? "%" + text.toUpperCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%" : null;
	}

	/**
	 * A job before and after a restart.
	 *
	 * @param before the job as it was
	 * @param after the job as it is now
	 */
	public record Restarted(Job before, Job after) {
	}

}
