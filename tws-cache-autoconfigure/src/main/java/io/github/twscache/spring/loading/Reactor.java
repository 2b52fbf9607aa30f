package io.github.twscache.spring.loading;

import reactor.core.scheduler.Schedulers;

import org.springframework.util.ClassUtils;

/**
 * What all loads have to know of Reactor, where it is there.
 */
final class Reactor {

	static final boolean PRESENT = ClassUtils.isPresent("reactor.core.publisher.Mono", Reactor.class.getClassLoader());

	private Reactor() {
	}

	/** Whether this thread runs an event loop, which waiting would stop. */
	static boolean forbidsBlocking() {
		return PRESENT && Threads.forbidBlocking();
	}

	/** Keeps the classes of Reactor away from those who do without. */
	private static final class Threads {

		static boolean forbidBlocking() {
			return Schedulers.isInNonBlockingThread();
		}

	}

}
