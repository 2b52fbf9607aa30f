package io.github.twscache.generated;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a step may have done, until the next audit, as far as the model cannot know it.
 */
final class Leeway {

	/** The most expired entries that an insert clears away. */
	private static final int CLEARED_BY_AN_INSERT = 8;

	/** A key and the value it got or had. */
	record Told(Key key, @Nullable Value value) {
	}

	/** Values stored and entries invalidated, which listeners have to hear of. */
	final List<Told> stored = new ArrayList<>();

	final List<Told> invalidated = new ArrayList<>();

	long insertsLeast;

	long insertsMost;

	long expirationsLeast;

	long expirationsMost;

	long evictionsMost;

	/** By so much the weight of one shard may have grown. */
	long growth;

	/** Whether the shards or the bound were changed. */
	boolean reshaped;

	/** A key whose entry is too heavy for any shard. */
	@Nullable Key overweight;

	void inserted(int least, long weight, long evictions) {
		this.insertsLeast += least;
		this.insertsMost++;
		this.expirationsMost += CLEARED_BY_AN_INSERT;
		grew(weight, evictions);
	}

	void grew(long weight, long evictions) {
		if (weight > 0) {
			this.growth += weight;
			this.evictionsMost += evictions;
		}
	}

	void expired(long least, long most) {
		this.expirationsLeast += least;
		this.expirationsMost += most;
	}

	void reshaped(long entries) {
		this.reshaped = true;
		this.evictionsMost += entries;
	}

	void reset() {
		this.stored.clear();
		this.invalidated.clear();
		this.insertsLeast = 0;
		this.insertsMost = 0;
		this.expirationsLeast = 0;
		this.expirationsMost = 0;
		this.evictionsMost = 0;
		this.growth = 0;
		this.reshaped = false;
		this.overweight = null;
	}

}
