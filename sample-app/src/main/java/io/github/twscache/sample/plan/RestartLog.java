package io.github.twscache.sample.plan;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/**
 * The operators' log of restarts. Its lines never change, so they may be cached when they
 * are written: a {@code @CachePut} of such a value cannot bring back an older one.
 */
@Repository
public class RestartLog {

	private static final RowMapper<Restart> MAPPER = (row, rowNumber) -> new Restart(row.getLong("id"),
			row.getString("job"), JobStatus.valueOf(row.getString("from_status")), row.getInt("run"),
			row.getObject("restarted_at", OffsetDateTime.class).toInstant());

	private final JdbcClient client;

	RestartLog(JdbcClient client) {
		this.client = client;
	}

	/**
	 * Adds a line.
	 * @param from the job before the restart
	 * @param to the job after the restart
	 * @return the line
	 */
	@CachePut(cacheNames = "restarts", key = "#result.id()")
	public Restart record(Job from, Job to) {
		GeneratedKeyHolder id = new GeneratedKeyHolder();
		Instant at = to.since();
		this.client.sql("insert into restart (job, from_status, run, restarted_at) values (:job, :from, :run, :at)")
			.param("job", to.key().toString())
			.param("from", from.status().name())
			.param("run", to.run())
			.param("at", at.atOffset(ZoneOffset.UTC))
			.update(id, "id");
		long newId = Objects.requireNonNull(id.getKeyAs(Long.class), "The database gave the restart no number");
		return new Restart(newId, to.key().toString(), from.status(), to.run(), at);
	}

	/**
	 * Finds one line.
	 * @param id the number of the line
	 * @return the line
	 * @throws UnknownPlanItemException if there is no such line
	 */
	@Cacheable(cacheNames = "restarts", sync = true)
	public Restart find(long id) {
		return this.client.sql("select * from restart where id = :id")
			.param("id", id)
			.query(MAPPER)
			.optional()
			.orElseThrow(() -> new UnknownPlanItemException("restart", id));
	}

	/**
	 * Lists the last lines, straight from the database.
	 * @param limit most lines to return
	 * @return the lines, the last one first
	 */
	public List<Restart> latest(int limit) {
		return this.client.sql("select * from restart order by id desc limit :limit")
			.param("limit", limit)
			.query(MAPPER)
			.list();
	}

}
