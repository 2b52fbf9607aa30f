package io.github.twscache.engine;

import java.util.concurrent.Future;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which looks take the shard's lock: somebody else holds it meanwhile.
 */
@Timeout(30)
class SearchBoundaryTests {

	@RegisterExtension
	final StoreFixture stores = new StoreFixture();

	@RegisterExtension
	final Workers workers = new Workers();

	@Test
	void hitAndMissTakeNoLock() throws Exception {
		ShardedStore store = this.stores.open(1, 100, null);
		StoreFixture.put(store, "key", "value");
		CacheShard shard = store.topology().shards()[0];
		shard.lock();
		try {
			assertThat(Workers.result(look(store, "key"))).isEqualTo("value");
			assertThat(Workers.result(look(store, "absent"))).isNull();
		}
		finally {
			shard.unlock();
		}
		assertThat(shard.contentions()).isZero();
	}

	@Test
	void hitTakesNoLockWhileChainsAreRewiredAndAMissDoes() throws Exception {
		ShardedStore store = this.stores.open(1, 100, null);
		StoreFixture.put(store, "key", "value");
		CacheShard shard = store.topology().shards()[0];
		shard.lock();
		shard.beginMove();
		assertThat(Workers.result(look(store, "key"))).isEqualTo("value");
		Future<Object> miss = look(store, "absent");
		awaitWaiting();
		assertThat(miss.isDone()).isFalse();
		shard.endMove();
		shard.unlock();
		assertThat(Workers.result(miss)).isNull();
		assertThat(shard.contentions()).isOne();
	}

	@Test
	void readerWhoMeetsItsKeyDeadLooksAgainUnderTheLock() throws Exception {
		ShardedStore store = this.stores.open(1, 100, null);
		StoreFixture.put(store, "key", "old");
		StoreFixture.put(store, "key", "value");
		CacheShard shard = store.topology().shards()[0];
		int hash = Spread.hash("key");
		shard.lock();
		Entry entry = shard.locate("key", hash);
		entry.kill();
		Future<Object> look = look(store, "key");
		awaitWaiting();
		shard.remove(entry, RemovalCause.INVALIDATED, null);
		shard.insert(new Entry("key", hash, "new", Entry.NEVER, 0), 0, null);
		shard.unlock();
		assertThat(Workers.result(look)).isEqualTo("new");
	}

	private Future<Object> look(ShardedStore store, String key) {
		return this.workers.start(() -> StoreFixture.get(store, key));
	}

	private void awaitWaiting() {
		Thread reader = this.workers.last();
		Awaitility.await().until(() -> reader.getState() == Thread.State.WAITING);
	}

}
