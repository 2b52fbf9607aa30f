package io.github.twscache.engine;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the oracle finds in queues and eviction policies, one break a test.
 */
@WithoutStoreOracle(reason = "breaks queues and policies, so that the oracle finds out")
class QueueOracleTests {

	private static final PrivateField<Byte> FREQUENCY = PrivateField.of(Entry.class, "frequency");

	private static final PrivateField<Entry> TAIL = PrivateField.of(EntryQueue.class, "tail");

	/** Many more than the capacity, so that there are ghosts. */
	private static final int KEYS = 1000;

	private static final int CAPACITY = 200;

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	private BrokenStore broken;

	private EntryQueue main;

	@BeforeEach
	void fill() {
		this.broken = new BrokenStore(this.stores.open(1, CAPACITY, null), KEYS);
		this.main = this.broken.main();
	}

	@Test
	void entryInNoQueue() {
		this.main.remove(this.main.first());
		this.broken.assertFound("is in no queue");
	}

	@Test
	void entryTheTableDoesNotHold() {
		this.main.addFirst(new Entry("foreign", 1, "value", Entry.NEVER, 0));
		this.broken.assertFound("main holds living entry 'foreign'");
	}

	@Test
	void entryMarkedForTheOtherQueue() {
		this.main.first().queue = Entry.WINDOW;
		this.broken.assertFound("marked otherwise");
	}

	@Test
	void linkThatDoesNotPointBack() {
		this.main.first().queueAfter.queueBefore = null;
		this.broken.assertFound("points back to nothing in main");
	}

	@Test
	void queueThatComesBackToItself() {
		this.main.last().queueAfter = this.main.first();
		this.broken.assertFound("a second time, in main");
	}

	@Test
	void entryInBothQueues() {
		QueueOracle.WINDOW.get(this.broken.policy()).last().queueAfter = this.main.first();
		this.broken.assertFound("a second time, in main");
	}

	@Test
	void wrongTail() {
		TAIL.set(this.main, this.main.first());
		this.broken.assertFound("its tail is");
	}

	@Test
	void wrongWeightOfAQueue() {
		this.main.addWeight(5);
		this.broken.assertFound("the entries of main weigh");
	}

	@Test
	void wrongWeightOfAnEntry() {
		DetailedEntry heavy = new DetailedEntry("heavy", 1, "value", Entry.NEVER, 0, -3);
		this.main.addFirst(heavy);
		this.broken.assertFound("weighs -3");
	}

	@Test
	void wrongFrequencyAndCredit() {
		FREQUENCY.set(this.main.first(), (byte) 9);
		this.broken.assertFound("a frequency of 9");
		this.main.first().credit = 100;
		this.broken.assertFound("a credit of 100");
	}

	@Test
	void shardAboveItsCapacity() {
		this.broken.shard(0).setCapacity(CAPACITY / 2);
		this.broken.assertFound("is more than the capacity of 100");
	}

	@Test
	void negativeCapacity() {
		this.broken.shard(0).setCapacity(-1);
		this.broken.assertFound("the capacity is -1");
	}

	@Test
	void insertsTheShardDoesNotKnowOf() {
		PolicyOracle.INSERTS.set(this.broken.policy(), KEYS + 1L);
		this.broken.assertFound("the policy counts " + (KEYS + 1) + " inserts");
	}

	@Test
	void windowOutOfItsLimits() {
		for (double target : new double[] { .5, CAPACITY, Double.NaN }) {
			PolicyOracle.WINDOW_TARGET.set(this.broken.policy(), target);
			this.broken.assertFound("the window is to hold");
		}
	}

	@Test
	void missingSketch() {
		PolicyOracle.SKETCH.set(this.broken.policy(), null);
		this.broken.assertFound("no sketch");
	}

	@Test
	void sketchOfAnotherLength() {
		PolicyOracle.BLOCKS.set(this.broken.sketch(), 3);
		this.broken.assertFound("the sketch has 3 blocks");
	}

	@Test
	void sketchThatIsTooSmall() {
		BrokenStore larger = new BrokenStore(this.stores.open(1, 10_000, null), KEYS);
		PolicyOracle.SKETCH.set(larger.policy(), new FrequencySketch(512));
		larger.assertFound("is too small for " + KEYS);
	}

	@Test
	void sketchWithAnotherAge() {
		for (long additions : new long[] { -1, 1_000_000 }) {
			PolicyOracle.ADDITIONS.set(this.broken.sketch(), additions);
			this.broken.assertFound("the sketch counts " + additions);
		}
	}

	@Test
	void sketchHalvedInTheMiddleOfASlice() {
		for (int block : new int[] { -2, 7, 1_000_000 }) {
			PolicyOracle.HALVING.set(this.broken.sketch(), block);
			this.broken.assertFound("halved at block " + block);
		}
	}

	@Test
	void ghostsForAnotherCapacity() {
		PolicyOracle.GHOSTS.set(this.broken.policy(), new GhostTable(1_000_000));
		this.broken.assertFound("for another capacity");
	}

	@Test
	void moreGhostsThanEvictions() {
		PolicyOracle.GHOST_SEQUENCES.get(ghosts())[0] += KEYS;
		this.broken.assertFound("ghosts were noted");
	}

	@Test
	void ghostWithoutFingerprint() {
		PolicyOracle.GHOST_SLOTS.get(ghosts())[0] = 5;
		this.broken.assertFound("no fingerprint");
	}

	private GhostTable ghosts() {
		return PolicyOracle.GHOSTS.get(this.broken.policy());
	}

}
