package io.github.twscache.engine;

/**
 * Looks at what the eviction policy of a shard counts: weight, window, sketch, ghosts.
 */
final class PolicyOracle {

	static final PrivateField<Double> WINDOW_TARGET = PrivateField.of(EvictionPolicy.class, "windowTarget");

	static final PrivateField<Long> INSERTS = PrivateField.of(EvictionPolicy.class, "inserts");

	static final PrivateField<FrequencySketch> SKETCH = PrivateField.of(EvictionPolicy.class, "sketch");

	static final PrivateField<GhostTable> GHOSTS = PrivateField.of(EvictionPolicy.class, "ghosts");

	static final PrivateField<long[]> SKETCH_TABLE = PrivateField.of(FrequencySketch.class, "table");

	static final PrivateField<Integer> BLOCKS = PrivateField.of(FrequencySketch.class, "blocks");

	static final PrivateField<Integer> FULL_BLOCKS = PrivateField.of(FrequencySketch.class, "fullBlocks");

	static final PrivateField<Long> ADDITIONS = PrivateField.of(FrequencySketch.class, "additions");

	static final PrivateField<Integer> HALVING = PrivateField.of(FrequencySketch.class, "halving");

	static final PrivateField<int[]> GHOST_SLOTS = PrivateField.of(GhostTable.class, "slots");

	static final PrivateField<int[]> GHOST_SEQUENCES = PrivateField.of(GhostTable.class, "sequences");

	private static final int LONGS_A_BLOCK = 8;

	private static final int ENTRIES_A_BLOCK = 8;

	private static final int BLOCKS_A_SLICE = 512;

	private static final int SAMPLE_FACTOR = 14;

	private static final int SMALLEST_SAMPLE = 3000;

	private final CacheShard shard;

	private final ShardView view;

	private final EvictionPolicy policy;

	private final StoreReport report;

	private PolicyOracle(CacheShard shard, StoreReport report) {
		this.shard = shard;
		this.view = shard.view();
		this.policy = QueueOracle.POLICY.get(shard);
		this.report = report;
	}

	static void check(ShardedStore store, CacheShard shard, boolean changing, StoreReport report) {
		PolicyOracle oracle = new PolicyOracle(shard, report);
		oracle.checkWeight(changing);
		oracle.checkWindow();
		oracle.checkSketch(store.settings().weigher() != null);
		oracle.checkGhosts();
	}

	/** A smaller bound is reached over several holds of the lock. */
	private void checkWeight(boolean changing) {
		if (this.policy.weight() > this.policy.capacity() && !changing) {
			disagree("the weight of %d is more than the capacity of %d", this.policy.weight(), this.policy.capacity());
		}
		if (this.policy.capacity() < 0) {
			disagree("the capacity is %d", this.policy.capacity());
		}
		if (INSERTS.get(this.policy) < 0 || INSERTS.get(this.policy) > this.view.inserts()) {
			disagree("the policy counts %d inserts, the shard %d", INSERTS.get(this.policy), this.view.inserts());
		}
	}

	private void checkWindow() {
		double target = WINDOW_TARGET.get(this.policy);
		double least = Math.max(1, this.policy.capacity() * .01);
		double most = Math.max(least, this.policy.capacity() * .8);
		if (!(target >= least && target <= most)) {
			disagree("the window is to hold %f, not %f to %f", target, least, most);
		}
	}

	private void checkSketch(boolean weighted) {
		FrequencySketch sketch = SKETCH.get(this.policy);
		if (sketch == null) {
			if (this.view.size() > 0) {
				disagree("there are entries and no sketch");
			}
			return;
		}
		int blocks = BLOCKS.get(sketch);
		if (blocks < 1 || blocks > FULL_BLOCKS.get(sketch)
				|| SKETCH_TABLE.get(sketch).length != blocks * LONGS_A_BLOCK) {
			disagree("the sketch has %d blocks of at most %d, and %d words", blocks, FULL_BLOCKS.get(sketch),
					SKETCH_TABLE.get(sketch).length);
		}
		// A weight says nothing of the number of entries.
		if (!weighted && (long) blocks * ENTRIES_A_BLOCK < this.view.size()) {
			disagree("the sketch of %d blocks is too small for %d entries", blocks, this.view.size());
		}
		checkAging(sketch, blocks);
	}

	private void checkAging(FrequencySketch sketch, int blocks) {
		int halving = HALVING.get(sketch);
		if (halving < -1 || halving >= blocks || (halving > 0 && halving % BLOCKS_A_SLICE != 0)) {
			disagree("the sketch of %d blocks is being halved at block %d", blocks, halving);
		}
		// The capacity may have shrunk since, the blocks never do; a slice an addition.
		long most = Math.max((long) SAMPLE_FACTOR * ENTRIES_A_BLOCK * blocks, SMALLEST_SAMPLE) + blocks / BLOCKS_A_SLICE
				+ 1;
		long additions = ADDITIONS.get(sketch);
		if (additions < 0 || additions > most) {
			disagree("the sketch counts %d additions, not 0 to %d", additions, most);
		}
	}

	private void checkGhosts() {
		GhostTable ghosts = GHOSTS.get(this.policy);
		if (ghosts == null) {
			return;
		}
		if (!ghosts.suits(this.policy.capacity())) {
			disagree("the ghosts are for another capacity than %d", this.policy.capacity());
		}
		int[] sequences = GHOST_SEQUENCES.get(ghosts);
		if ((long) sequences[0] + sequences[1] > this.view.evictions()) {
			disagree("%d and %d ghosts were noted in %d evictions", sequences[0], sequences[1], this.view.evictions());
		}
		int[] slots = GHOST_SLOTS.get(ghosts);
		for (int slot = 0; slot < slots.length; slot++) {
			if (slots[slot] != 0 && ((slots[slot] >>> 16) & 0x7fff) == 0) {
				disagree("ghost %d has no fingerprint: %08x", slot, slots[slot]);
			}
		}
	}

	private void disagree(String format, Object... arguments) {
		this.report.disagree("shard %d: %s", this.shard.index(), format.formatted(arguments));
	}

}
