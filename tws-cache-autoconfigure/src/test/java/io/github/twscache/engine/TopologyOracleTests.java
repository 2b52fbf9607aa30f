package io.github.twscache.engine;

import java.util.Arrays;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the oracle finds in the shards together, in counters, and in the first level, one
 * break a test.
 */
@WithoutStoreOracle(reason = "breaks stores, so that the oracle finds out")
class TopologyOracleTests {

	private static final PrivateField<ShardView> RETIRED = PrivateField.of(Topology.class, "retired");

	private static final int SHARDS = 4;

	private static final int CAPACITY = 1000;

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	private BrokenStore broken;

	private ShardedStore store;

	private Entry entry;

	@BeforeEach
	void fill() {
		this.store = this.stores.open(SHARDS, CAPACITY, null);
		this.broken = new BrokenStore(this.store, 300);
		this.entry = this.broken.entry(7);
	}

	@Test
	void shardInThePlaceOfAnother() {
		CacheShard[] shards = this.store.topology().shards();
		CacheShard first = shards[0];
		shards[0] = shards[1];
		shards[1] = first;
		this.broken.assertFound("shard 1 stands in the place of shard 0");
	}

	@Test
	void capacityThatIsNotTheShare() {
		this.broken.shard(0).setCapacity(this.broken.shard(0).capacity() - 1);
		this.broken.assertFound("its share of " + CAPACITY);
	}

	@Test
	void anotherNumberOfShardsThanAskedFor() {
		TopologyOracle.WANTED_SHARDS.set(this.store.resizer(), 8);
		this.broken.assertFound("has 4 shards and is to have 8");
	}

	@Test
	void moreShardsThanTheRingHas() {
		Topology seen = this.store.topology();
		CacheShard[] more = Arrays.copyOf(seen.shards(), SHARDS + 1);
		more[SHARDS] = shard(SHARDS);
		this.store.replaceTopology(seen, Topology.of(seen.ring(), more));
		this.broken.assertFound("5 shards on a ring of 4");
	}

	@Test
	void entriesThatRetiredWithTheirShard() {
		RETIRED.set(this.store.topology(), new ShardView(1, 2, 0, 1, 0, 0, 0, 0));
		this.broken.assertFound("retired with 1 entries of weight 2");
	}

	@Test
	void changeUnderWayIsNoDisagreement() {
		TopologyOracle.BUSY.set(TopologyOracle.CHANGES.get(this.store.resizer()), true);
		this.broken.shard(0).setCapacity(1);
		this.broken.assertNotQuiet("a change of the shards");
	}

	@Test
	void moveUnderWayIsNoDisagreement() {
		this.store.resizer().moves().begin();
		this.broken.assertNotQuiet("between two shards");
	}

	@Test
	void entriesMayBeWhereEitherRingWantsThemAfterAChangeThatFailed() {
		beginToMove();
		this.broken.assertContent();
		Entry moving = entryThatHasToMove();
		CacheShard owner = this.broken.home(moving);
		owner.setCapacity(10);
		owner.insert(moving.copy("copied"), 0, null);
		this.broken.assertFound("is in shard " + owner.index() + " as well");
	}

	@Test
	void entriesThatDoNotAddUp() {
		CounterOracle.INSERTS.set(this.broken.shard(0), this.broken.shard(0).view().inserts() + 1);
		this.broken.assertFound("leave 301 entries, there are 300");
	}

	@Test
	void negativeCounter() {
		CounterOracle.EXPIRATIONS.set(this.broken.shard(0), -1L);
		this.broken.assertFound("a counter is negative");
	}

	@Test
	void fewerPutsThanEntries() {
		Arrays.fill(CounterOracle.STRIPES.get(this.store.counters()), null);
		this.broken.assertFoundWhenQuiet("0 puts made 300 entries");
	}

	@Test
	void livingEntryOfTheFirstLevelThatIsInNoTable() {
		Level1 level1 = this.store.requireLevel1();
		level1.promote(this.entry, level1.slots(CAPACITY));
		this.broken.assertContent();
		level1.promote(this.entry.copy("copied"), level1.slots(CAPACITY));
		this.broken.assertFound("which is in no table");
	}

	@Test
	void deadEntryOfTheFirstLevel() {
		Entry dead = this.entry.copy("copied");
		dead.kill();
		Entry[] slots = slots();
		slots[dead.hash & (slots.length - 1)] = dead;
		this.broken.assertFound("keeps dead entry '7'");
	}

	@Test
	void entryInAnotherSlotOfTheFirstLevel() {
		Entry[] slots = slots();
		int other = (this.entry.hash + 1) & (slots.length - 1);
		slots[other] = this.entry;
		this.broken.assertFound("is in slot " + other + " of");
	}

	@Test
	void firstLevelLargerThanItMayBe() {
		Level1Oracle.SLOTS.set(this.store.requireLevel1(), new Entry[1 << 16]);
		this.broken.assertFound("65536 slots, at most");
	}

	@Test
	void closedStoreThatStillHoldsSomething() {
		this.store.close();
		this.broken.assertContent();
		this.broken.shard(0).insert(this.entry.copy("copied"), 0, null);
		this.broken.assertNotQuiet("1 chains hold 1 entries");
		this.broken.assertNotQuiet("its queues hold entries");
		this.broken.assertNotQuiet("its wheel is still there");
		Level1Oracle.SLOTS.get(this.store.requireLevel1())[0] = this.entry;
		this.broken.assertNotQuiet("the first level of a closed store");
	}

	@Test
	void closedStoreThatIsStillCleanedUp() {
		this.store.close();
		PrivateField.<Boolean>of(Cleanup.class, "ended").set(this.store.cleanup(), false);
		this.broken.assertNotQuiet("the cleanup of a closed store");
	}

	private Entry[] slots() {
		return this.store.requireLevel1().slots(CAPACITY);
	}

	private CacheShard shard(int index) {
		return new CacheShard(index, 0, false, this.store.expiry(), this.store.level1());
	}

	/** Leaves the store as a change that failed before the first entry moved. */
	private void beginToMove() {
		Topology seen = this.store.topology();
		CacheShard[] shards = Arrays.copyOf(seen.shards(), 2 * SHARDS);
		for (int i = SHARDS; i < shards.length; i++) {
			shards[i] = shard(i);
		}
		ConsistentHash ring = ConsistentHash.of(shards.length);
		this.store.replaceTopology(seen, seen.movingTo(ring, shards, ring.divide(CAPACITY)));
	}

	private Entry entryThatHasToMove() {
		return Arrays.stream(this.store.topology().shards())
			.flatMap((shard) -> shard.entries().stream())
			.filter((candidate) -> this.store.topology().formerOwner(candidate.hash) != null)
			.findFirst()
			.orElseThrow();
	}

}
