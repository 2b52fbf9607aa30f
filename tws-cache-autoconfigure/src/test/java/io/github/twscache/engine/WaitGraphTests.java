package io.github.twscache.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.twscache.Workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(30)
class WaitGraphTests {

	@RegisterExtension
	final Workers workers = new Workers();

	private final CountDownLatch entered = new CountDownLatch(1);

	private final CountDownLatch release = new CountDownLatch(1);

	@Test
	void threadMayNotWaitForItsOwnLoad() {
		int before = WaitGraph.waiting();
		assertThatIllegalStateException().isThrownBy(() -> WaitGraph.enter(load(Thread.currentThread())))
			.withMessageContaining("waits for itself")
			.withMessageContaining("1 load(s)");
		WaitGraph.leave();
		assertThat(WaitGraph.waiting()).isEqualTo(before);
	}

	@Test
	void threadMayWaitForALoadOfAnother() throws Exception {
		int before = WaitGraph.waiting();
		Future<Thread> other = waitFor(load(null));
		WaitGraph.enter(load(this.workers.last()));
		assertThat(WaitGraph.waiting()).isEqualTo(before + 2);
		WaitGraph.leave();
		this.release.countDown();
		Workers.result(other);
		assertThat(WaitGraph.waiting()).isEqualTo(before);
	}

	@Test
	void circleOverTwoThreadsIsFound() throws Exception {
		Future<Thread> other = waitFor(load(Thread.currentThread()));
		assertThatIllegalStateException().isThrownBy(() -> WaitGraph.enter(load(this.workers.last())))
			.withMessageContaining("2 load(s)");
		WaitGraph.leave();
		this.release.countDown();
		Workers.result(other);
	}

	@Test
	void loadThatNobodyRunsIsNoCircle() {
		WaitGraph.enter(load(null));
		WaitGraph.leave();
	}

	@Test
	void threadThatWaitsForNothingEndsTheWalk() throws Exception {
		Load ended = load(Thread.currentThread());
		ended.end("value");
		assertThat(ended.runner).isNull();
		Future<Thread> other = waitFor(ended);
		WaitGraph.enter(load(this.workers.last()));
		WaitGraph.leave();
		this.release.countDown();
		assertThat(Workers.result(other)).isSameAs(this.workers.last());
	}

	private Future<Thread> waitFor(Load load) throws InterruptedException {
		Future<Thread> waiter = this.workers.start(() -> {
			WaitGraph.enter(load);
			this.entered.countDown();
			this.release.await();
			WaitGraph.leave();
			return Thread.currentThread();
		});
		this.entered.await();
		return waiter;
	}

	private static Load load(Thread runner) {
		return new Load("key", 1, 0, runner);
	}

}
