package io.github.twscache.benchmarks.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Replays streams against caches, two at a time. Each replay stays in one thread and has
 * a cache of its own, so that it comes out as it would alone.
 */
final class Replays implements AutoCloseable {

	/** As many as a small machine has processors; more would need more memory too. */
	private static final int THREADS = 2;

	private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, Replays::thread);

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "replay");
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Replays every stream against an empty cache of every contender.
	 * @param streams the streams
	 * @param contenders whose caches
	 * @param capacity the most entries
	 * @return hit ratios in percent: a list for each contender, in order, which has one
	 * for each stream, in order
	 */
	List<List<Double>> hitRatios(List<Replay> streams, Collection<Contender> contenders, int capacity) {
		List<Callable<Double>> replays = new ArrayList<>();
		for (Contender contender : contenders) {
			for (Replay stream : streams) {
				replays.add(() -> stream.hitRatio(contender, capacity));
			}
		}
		List<Double> all = run(replays);
		List<List<Double>> byContender = new ArrayList<>();
		for (int from = 0; from < all.size(); from += streams.size()) {
			byContender.add(List.copyOf(all.subList(from, from + streams.size())));
		}
		return byContender;
	}

	private List<Double> run(List<Callable<Double>> replays) {
		List<Double> ratios = new ArrayList<>();
		try {
			for (Future<Double> replay : this.threads.invokeAll(replays)) {
				ratios.add(replay.get());
			}
			return ratios;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while streams are replayed", ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("A replay has failed", ex.getCause());
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
