package io.github.twscache.sample.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * Has the database not answer for single jobs for a while, so that one can watch what the
 * cache does then.
 */
@Component
public class Outage {

	private final Map<JobKey, Instant> ends = new ConcurrentHashMap<>();

	/**
	 * Begins an outage, or makes it last for another time.
	 * @param key the job
	 * @param length how long, from now on; zero ends it
	 */
	public void begin(JobKey key, Duration length) {
		this.ends.put(key, Instant.now().plus(length));
	}

	/**
	 * Fails as a database that cannot be reached would.
	 * @param key the job asked for
	 * @throws DataAccessResourceFailureException while there is an outage
	 */
	void check(JobKey key) {
		Instant end = this.ends.get(key);
		if (end != null && Instant.now().isBefore(end)) {
			throw new DataAccessResourceFailureException("The database does not answer for %s".formatted(key));
		}
		if (end != null) {
			this.ends.remove(key, end);
		}
	}

}
