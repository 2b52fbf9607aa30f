package io.github.twscache.engine;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loader that hangs until it is released, whoever interrupts it.
 */
final class HungLoader implements Callable<Object> {

	final CountDownLatch started = new CountDownLatch(1);

	final AtomicInteger calls = new AtomicInteger();

	final AtomicInteger interrupts = new AtomicInteger();

	private final CountDownLatch release = new CountDownLatch(1);

	private final Object value;

	HungLoader(Object value) {
		this.value = value;
	}

	@Override
	public Object call() {
		this.calls.incrementAndGet();
		this.started.countDown();
		while (true) {
			try {
				this.release.await();
				return this.value;
			}
			catch (InterruptedException ex) {
				this.interrupts.incrementAndGet();
			}
		}
	}

	void release() {
		this.release.countDown();
	}

}
