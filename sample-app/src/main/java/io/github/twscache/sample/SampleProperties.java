package io.github.twscache.sample;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * Settings of the job monitor itself; those of the cache are under {@code tws.cache}.
 *
 * @param plan CSV file that the plan is loaded from at start
 * @param seed seed of every random choice the sample makes
 * @param traffic background readers
 * @param finishedTtl how long the status of a finished job is cached
 */
@ConfigurationProperties("sample")
public record SampleProperties(@DefaultValue("classpath:plan.csv") Resource plan, @DefaultValue("20240229") long seed,
		@DefaultValue Traffic traffic, @DefaultValue("1m") Duration finishedTtl) {

	/**
	 * Settings of the background readers.
	 *
	 * @param readsPerSecond reads made each second, 0 to 20000; 0 turns the readers off
	 */
	public record Traffic(@DefaultValue("500") int readsPerSecond) {

		public Traffic {
			if (readsPerSecond < 0 || readsPerSecond > 20_000) {
				throw new IllegalArgumentException(
						"sample.traffic.reads-per-second is %d but must be from 0 to 20000".formatted(readsPerSecond));
			}
		}

	}

}
