package io.github.twscache.generated;

import java.util.ArrayList;
import java.util.List;

import io.github.twscache.CacheEvent;
import io.github.twscache.CacheEvent.Kind;
import io.github.twscache.CacheStatistics;
import io.github.twscache.generated.Leeway.Told;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares what a listener heard with the counters and the model: each event was told
 * once, with its key and value. Takes entries that have left out of the model.
 */
final class EventCheck {

	private final ReferenceModel model;

	private long loaded;

	private long failed;

	EventCheck(ReferenceModel model) {
		this.model = model;
	}

	void check(List<CacheEvent> events, CacheStatistics before, CacheStatistics after, RollCall roll) {
		List<Told> stored = new ArrayList<>();
		List<Told> invalidated = new ArrayList<>();
		long created = 0;
		long evicted = 0;
		long expired = 0;
		for (CacheEvent event : events) {
			switch (event.kind()) {
				case CREATED -> {
					stored.add(told(event));
					created++;
				}
				case UPDATED -> stored.add(told(event));
				case INVALIDATED -> invalidated.add(told(event));
				case EVICTED -> {
					roll.evicted((Key) event.key(), left(event));
					evicted++;
				}
				case EXPIRED -> {
					assertThat(this.model.earliest(left(event))).as("deadline of an entry that has expired: %s", event)
						.isLessThanOrEqualTo(this.model.now);
					expired++;
				}
				case LOADED -> this.loaded++;
				case LOAD_FAILED -> this.failed++;
			}
		}
		Leeway leeway = this.model.leeway;
		assertThat(stored).as("events CREATED and UPDATED").containsExactlyInAnyOrderElementsOf(leeway.stored);
		assertThat(invalidated).as("events INVALIDATED").containsExactlyInAnyOrderElementsOf(leeway.invalidated);
		assertThat(created).as("events CREATED").isEqualTo(after.inserts() - before.inserts());
		assertThat(evicted).as("events EVICTED").isEqualTo(after.evictions() - before.evictions());
		assertThat(expired).as("events EXPIRED").isEqualTo(after.expirations() - before.expirations());
	}

	/** Loads are told after those who wait have been released, so only at rest. */
	void checkLoads() {
		assertThat(this.loaded).as("events %s", Kind.LOADED).isEqualTo(this.model.loads);
		assertThat(this.failed).as("events %s", Kind.LOAD_FAILED).isEqualTo(this.model.loadFailures);
	}

	private Held left(CacheEvent event) {
		Held held = this.model.entries.remove((Key) event.key());
		assertThat(held).as("an entry that left was there: %s", event).isNotNull();
		assertThat(event.value()).as("the value of an entry that left: %s", event).isEqualTo(held.value);
		return held;
	}

	private static Told told(CacheEvent event) {
		return new Told((Key) event.key(), (Value) event.value());
	}

}
