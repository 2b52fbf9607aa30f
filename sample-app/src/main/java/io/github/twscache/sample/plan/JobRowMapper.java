package io.github.twscache.sample.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

import org.springframework.jdbc.core.RowMapper;

/**
 * Makes jobs of rows of the table {@code job}.
 *
 * @param asOf the moment the query began, so that the age of a job is never understated
 */
record JobRowMapper(Instant asOf) implements RowMapper<Job> {

	@Override
	public Job mapRow(ResultSet row, int rowNumber) throws SQLException {
		return new Job(row.getString("workstation"), row.getString("stream"), row.getString("job"),
				JobStatus.valueOf(row.getString("status")), row.getInt("run"), row.getInt("priority"),
				row.getInt("estimated_seconds"), row.getObject("since", OffsetDateTime.class).toInstant(), this.asOf);
	}

}
