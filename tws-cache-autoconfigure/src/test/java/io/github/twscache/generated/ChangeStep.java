package io.github.twscache.generated;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cleans up, or changes a setting while the cache is in use.
 *
 * @param what what to change
 * @param to the new number, in nanoseconds for a time
 */
record ChangeStep(What what, long to) implements Step {

	private static final int PATIENCE_SECONDS = 20;

	/**
	 * What there is to change.
	 */
	enum What {

		CLEAN_UP, SHARDS, BOUND, TTL

	}

	@Override
	public void perform(Trial trial) throws Exception {
		ReferenceModel model = trial.model;
		switch (this.what) {
			case CLEAN_UP -> {
				// All that have expired by now, and no others.
				long removed = trial.cache.cleanUp();
				assertThat(removed).as("entries cleaned up").isEqualTo(model.due());
				model.leeway.expired(removed, removed);
			}
			case SHARDS -> {
				trial.cache.resize((int) this.to).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
				model.shards = (int) this.to;
				model.leeway.reshaped(model.size);
				awaitListeners();
				// What would move and has expired goes instead.
				model.leeway.expired(0, model.expiredHeld);
			}
			case BOUND -> {
				trial.cache.setMaxSize(this.to);
				model.maximum = this.to;
				model.leeway.reshaped(model.size);
				awaitListeners();
				// What would move and has expired goes instead.
				model.leeway.expired(0, model.expiredHeld);
			}
			case TTL -> {
				trial.cache.setTtl(Duration.ofNanos(this.to));
				model.ttl = Duration.ofNanos(this.to);
			}
		}
	}

	/**
	 * Those who changed the cache are told before listeners are, which may use the cache
	 * and wait for it.
	 */
	private static void awaitListeners() throws InterruptedException {
		Thread[] threads = new Thread[Thread.activeCount() + 100];
		int count = Thread.enumerate(threads);
		for (int i = 0; i < count; i++) {
			if (threads[i].getName().equals("tws-cache-listener")) {
				threads[i].join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
			}
		}
	}

	@Override
	public String toString() {
		return switch (this.what) {
			case CLEAN_UP -> "clean up";
			case SHARDS, BOUND -> this.what.name().toLowerCase(Locale.ROOT) + " = " + this.to;
			case TTL -> "ttl = " + Duration.ofNanos(this.to);
		};
	}

}
