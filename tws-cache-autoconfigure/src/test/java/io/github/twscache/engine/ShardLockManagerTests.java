package io.github.twscache.engine;

import java.util.List;
import java.util.concurrent.Future;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class ShardLockManagerTests {

	@RegisterExtension
	final Workers workers = new Workers();

	private final ShardLockManager locks = new ShardLockManager(new KeyLock(4));

	private final CacheShard first = shard(0);

	private final CacheShard second = shard(1);

	private final CacheShard[] shards = { this.first, this.second };

	@Test
	void keyLockIsTakenBeforeAShardLock() {
		KeyLock.Held held = this.locks.lockKey(7, this.shards);
		this.first.lock();
		assertThat(held.isHeldByCurrentThread()).isTrue();
		this.first.unlock();
		held.unlock();
		assertThat(held.isLocked()).isFalse();
	}

	@Test
	void keyLockAfterAShardLockIsAnError() {
		for (CacheShard shard : this.shards) {
			shard.lock();
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.locks.lockKey(7, this.shards))
				.withMessageContaining("before a shard lock");
			shard.unlock();
		}
		assertThat(this.locks.keyLock().alive()).isZero();
	}

	@Test
	void twoShardsAreLockedInAscendingOrderHoweverTheyAreNamed() throws Exception {
		this.first.lock();
		Future<Boolean> other = this.workers.start(() -> {
			this.locks.lockBoth(this.second, this.first);
			boolean both = this.first.isLockedByCurrentThread() && this.second.isLockedByCurrentThread();
			this.locks.unlockBoth(this.second, this.first);
			return both;
		});
		this.workers.awaitBlocked();
		this.second.lock();
		assertThat(this.second.contentions()).as("the one who waits does not hold the second").isZero();
		this.second.unlock();
		this.first.unlock();
		assertThat(Workers.result(other)).isTrue();
		assertThat(this.first.contentions()).isOne();
	}

	@Test
	void threadsThatNameThemTheOtherWayRoundDoNotBlockEachOther() throws Exception {
		Future<Integer> one = this.workers.start(() -> lockOften(this.first, this.second));
		Future<Integer> other = this.workers.start(() -> lockOften(this.second, this.first));
		assertThat(Workers.result(one) + Workers.result(other)).isEqualTo(40_000);
	}

	private int lockOften(CacheShard a, CacheShard b) {
		for (int i = 0; i < 20_000; i++) {
			this.locks.lockBoth(a, b);
			this.locks.unlockBoth(a, b);
		}
		return 20_000;
	}

	@Test
	void allAreLockedAndUnlocked() throws Exception {
		this.locks.lockAll(List.of(this.shards));
		Future<Boolean> other = this.workers.start(() -> {
			this.second.lock();
			this.second.unlock();
			return true;
		});
		Awaitility.await().until(() -> this.workers.last().getState() == Thread.State.WAITING);
		this.locks.unlockAll(List.of(this.shards));
		assertThat(Workers.result(other)).isTrue();
		assertThat(this.first.isLockedByCurrentThread()).isFalse();
	}

	private static CacheShard shard(int index) {
		return new CacheShard(index, 10, false, new Expiry(new CacheClock(() -> 0, false), 0), null);
	}

}
