package io.github.twscache.generated;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tells the model which of its entries the cache still has, if it may have lost others.
 */
final class RollCall {

	private final ReferenceModel model;

	/** Entries that were evicted before they expired. */
	private final Set<Key> evictedAlive = new LinkedHashSet<>();

	/** The weight of the heaviest entry that may have been evicted. */
	private long heaviest;

	RollCall(ReferenceModel model) {
		this.model = model;
	}

	/** Takes note of an entry that a listener heard has been evicted. */
	void evicted(Key key, Held held) {
		this.heaviest = Math.max(this.heaviest, held.weight);
		if (this.model.earliest(held) > this.model.now) {
			this.evictedAlive.add(key);
		}
	}

	/**
	 * Compares what the cache returns with the model.
	 * @param keys the keys the cache gives
	 * @param size the entries it holds, expired ones too
	 * @param told whether all that have left are no longer in the model
	 */
	Set<Key> call(List<Key> keys, long size, boolean told) {
		Set<Key> found = new HashSet<>(keys);
		assertThat(found).as("keys() gives each key once").hasSameSizeAs(keys);
		assertThat(this.model.entries.keySet()).as("keys() gives nothing that was not stored").containsAll(found);
		long expired = 0;
		for (Iterator<Map.Entry<Key, Held>> all = this.model.entries.entrySet().iterator(); all.hasNext();) {
			Map.Entry<Key, Held> entry = all.next();
			Held held = entry.getValue();
			if (found.contains(entry.getKey())) {
				stays(entry.getKey(), held);
			}
			else if (this.model.earliest(held) > this.model.now) {
				assertThat(told).as("%s has gone, though neither evicted nor expired", entry.getKey()).isFalse();
				evicted(entry.getKey(), held);
				all.remove();
			}
			else {
				held.live = false;
				held.latest = Math.min(held.latest, this.model.now);
				this.heaviest = Math.max(this.heaviest, told ? 0 : held.weight);
				expired++;
			}
		}
		expiredHeld(size - found.size(), expired, told);
		return found;
	}

	private void stays(Key key, Held held) {
		assertThat(this.model.latest(held)).as("deadline of %s, which is still given at %d", key, this.model.now)
			.isGreaterThan(this.model.now);
		held.earliest = Math.max(held.earliest, this.model.now + 1);
	}

	private void expiredHeld(long held, long expired, boolean told) {
		assertThat(held).as("expired entries that are still held").isBetween(told ? expired : 0, expired);
		this.model.expiredHeld = held;
		if (held == 0) {
			this.model.entries.values().removeIf((entry) -> !entry.live);
		}
	}

	Set<Key> evictedAlive() {
		return this.evictedAlive;
	}

	long heaviest() {
		return this.heaviest;
	}

}
