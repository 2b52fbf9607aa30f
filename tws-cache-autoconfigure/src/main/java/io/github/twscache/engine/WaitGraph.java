package io.github.twscache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Knows which thread waits for which load, in all caches of the process, and finds those
 * that would wait for ever.
 */
final class WaitGraph {

	/*
	 * A thread publishes what it is going to wait for, then walks: the runner of that
	 * load, the load the runner waits for, and so on. If two threads close a circle at
	 * once, each has published before it walks, so at least one of them sees it all.
	 *
	 * The steps of a walk are not taken at one moment. A circle counts only if a second
	 * walk finds the very same one: a thread never waits for the same load twice in a row
	 * with an end in between, so each edge has been there from its first sight to its
	 * second, and all of them at once.
	 */

	private static final Map<Thread, Load> WAITING = new ConcurrentHashMap<>();

	private WaitGraph() {
	}

	/**
	 * Notes that this thread is going to wait; {@link #leave} must follow in any case.
	 */
	static void enter(Load load) {
		Thread waiter = Thread.currentThread();
		WAITING.put(waiter, load);
		List<Load> circle = circle(waiter, load);
		if (circle != null && circle.equals(circle(waiter, load))) {
			throw new LoadCircleException(circle.size());
		}
	}

	static void leave() {
		WAITING.remove(Thread.currentThread());
	}

	static int waiting() {
		return WAITING.size();
	}

	private static @Nullable List<Load> circle(Thread waiter, Load load) {
		List<Load> path = new ArrayList<>(4);
		Load current = load;
		while (current != null && !path.contains(current)) {
			path.add(current);
			Thread runner = current.runner;
			if (runner == null) {
				return null;
			}
			if (runner == waiter) {
				return path;
			}
			current = WAITING.get(runner);
		}
		return null;
	}

}
