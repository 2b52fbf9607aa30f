package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@Timeout(30)
class KeyLockTests {

	@RegisterExtension
	final Workers workers = new Workers();

	@Test
	void locksAreMadeOnFirstUse() {
		KeyLock locks = new KeyLock(2048);
		assertThat(locks.alive()).isZero();
		assertThat(locks.sweep()).isZero();
		locks.acquire(1).unlock();
		assertThat(locks.alive()).isOne();
	}

	@Test
	void keyHasOneLock() {
		KeyLock locks = new KeyLock(16);
		KeyLock.Held first = locks.acquire(12345);
		first.unlock();
		KeyLock.Held second = locks.acquire(12345);
		second.unlock();
		assertThat(second).isSameAs(first);
	}

	@Test
	void neverMoreThanTheMostAreAlive() {
		for (int max : new int[] { 1, 2, 7, 64 }) {
			KeyLock locks = new KeyLock(max);
			for (int i = 0; i < 10_000; i++) {
				locks.acquire(i * 0x9e3779b9).unlock();
				assertThat(locks.alive()).isLessThanOrEqualTo(max);
			}
			assertThat(locks.alive()).isEqualTo(max);
		}
	}

	@Test
	void leastNumberIsOne() {
		assertThatIllegalArgumentException().isThrownBy(() -> new KeyLock(0)).withMessageContaining("0");
	}

	@Test
	void unusedLocksAreDroppedAndUsedOnesStay() throws Exception {
		KeyLock locks = new KeyLock(64);
		for (int i = 0; i < 64; i++) {
			locks.acquire(i << 26).unlock();
		}
		assertThat(locks.alive()).isEqualTo(64);
		CountDownLatch held = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		Future<KeyLock.Held> holder = this.workers.start(() -> {
			KeyLock.Held lock = locks.acquire(0);
			held.countDown();
			release.await();
			lock.unlock();
			return lock;
		});
		held.await();
		assertThat(locks.sweep()).isEqualTo(63);
		assertThat(locks.alive()).isOne();
		release.countDown();
		KeyLock.Held kept = Workers.result(holder);
		assertThat(locks.acquire(0)).isSameAs(kept);
		kept.unlock();
		assertThat(locks.sweep()).isOne();
		KeyLock.Held fresh = locks.acquire(0);
		assertThat(fresh).isNotSameAs(kept);
		fresh.unlock();
	}

	@Test
	void contentionIsCounted() throws Exception {
		KeyLock locks = new KeyLock(1);
		KeyLock.Held held = locks.acquire(1);
		assertThat(locks.contentions()).isZero();
		Future<Integer> other = this.workers.start(() -> {
			KeyLock.Held lock = locks.acquire(2);
			lock.unlock();
			return 1;
		});
		Awaitility.await().until(() -> locks.contentions() == 1);
		assertThat(other.isDone()).isFalse();
		held.unlock();
		Workers.result(other);
		assertThat(locks.contentions()).isOne();
	}

	@Test
	void keysOfDifferentLocksDoNotWait() throws Exception {
		KeyLock locks = new KeyLock(2);
		KeyLock.Held held = locks.acquire(0);
		Future<Boolean> other = this.workers.start(() -> {
			KeyLock.Held lock = locks.acquire(0x8000_0000);
			lock.unlock();
			return true;
		});
		assertThat(Workers.result(other)).isTrue();
		held.unlock();
		assertThat(locks.contentions()).isZero();
	}

	@Test
	void oneHolderAtATimeThoughLocksAreDroppedAllTheTime() throws Exception {
		KeyLock locks = new KeyLock(2);
		long[] counts = new long[2];
		AtomicBoolean stop = new AtomicBoolean();
		List<Future<Long>> sweepers = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			// Two, because one may retire the lock that the other is about to drop.
			sweepers.add(this.workers.start(() -> {
				long dropped = 0;
				while (!stop.get()) {
					dropped += locks.sweep();
				}
				return dropped;
			}));
		}
		List<Future<Integer>> adders = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			adders.add(this.workers.start(() -> {
				for (int n = 0; n < 50_000; n++) {
					int slot = n & 1;
					KeyLock.Held lock = locks.acquire(slot << 31);
					counts[slot]++;
					lock.unlock();
				}
				return 0;
			}));
		}
		for (Future<Integer> adder : adders) {
			Workers.result(adder);
		}
		stop.set(true);
		for (Future<Long> sweeper : sweepers) {
			assertThat(Workers.result(sweeper)).isPositive();
		}
		assertThat(counts).containsExactly(75_000, 75_000);
	}

}
