package io.github.twscache.sample.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.twscache.sample.SampleProperties;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Lets many readers read jobs through the cached service for a while, as fast as they
 * can. There is one burst at a time, on threads of its own that end when idle.
 */
@Component
class Burst implements DisposableBean {

	private final MeasuredReads reads;

	private final SplittableRandom seeds;

	private final ThreadPoolExecutor executor;

	private final AtomicBoolean running = new AtomicBoolean();

	Burst(MeasuredReads reads, SampleProperties properties) {
		this.reads = reads;
		this.seeds = new SplittableRandom(properties.seed());
		CustomizableThreadFactory threads = new CustomizableThreadFactory("sample-burst-");
		threads.setDaemon(true);
		this.executor = new ThreadPoolExecutor(BurstRequest.MOST_READERS, BurstRequest.MOST_READERS, 5,
				TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
		this.executor.allowCoreThreadTimeOut(true);
	}

	/**
	 * Runs a burst and waits for its end.
	 * @param request what it is to be like
	 * @return what it did
	 * @throws IllegalArgumentException if the request is out of range
	 * @throws BurstRunningException if another burst is running
	 * @throws InterruptedException if the caller is interrupted; the readers stop then
	 */
	BurstResult run(BurstRequest request) throws InterruptedException {
		int readers = request.readerCount();
		long durationNanos = TimeUnit.MILLISECONDS.toNanos(request.durationMillis());
		if (!this.running.compareAndSet(false, true)) {
			throw new BurstRunningException();
		}
		try {
			return runReaders(readers, durationNanos);
		}
		finally {
			this.running.set(false);
		}
	}

	boolean isRunning() {
		return this.running.get();
	}

	@Override
	public void destroy() {
		this.executor.shutdownNow();
	}

	private BurstResult runReaders(int readers, long durationNanos) throws InterruptedException {
		CountDownLatch ready = new CountDownLatch(readers);
		List<Future<LatencyHistogram>> results = new ArrayList<>();
		long start = System.nanoTime();
		try {
			for (int i = 0; i < readers; i++) {
				SplittableRandom random = this.seeds.split();
				results.add(this.executor.submit(() -> readFor(durationNanos, ready, random)));
			}
			LatencyHistogram sum = new LatencyHistogram();
			for (Future<LatencyHistogram> result : results) {
				sum.add(result.get());
			}
			long elapsedNanos = System.nanoTime() - start;
			long perSecond = Math.round(sum.total() * 1e9 / elapsedNanos);
			return new BurstResult(readers, TimeUnit.NANOSECONDS.toMillis(elapsedNanos), sum.total(), perSecond,
					sum.toLatency());
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("A reader of the burst failed", ex.getCause());
		}
		finally {
			results.forEach((result) -> result.cancel(true));
		}
	}

	private LatencyHistogram readFor(long durationNanos, CountDownLatch ready, SplittableRandom random)
			throws InterruptedException {
		ready.countDown();
		ready.await();
		LatencyHistogram histogram = new LatencyHistogram();
		long start = System.nanoTime();
		while (System.nanoTime() - start < durationNanos && !Thread.currentThread().isInterrupted()) {
			histogram.record(this.reads.readInBurst(random));
		}
		this.reads.countBurst(histogram.total());
		return histogram;
	}

}
