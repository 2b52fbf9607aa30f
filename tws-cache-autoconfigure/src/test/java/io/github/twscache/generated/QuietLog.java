package io.github.twscache.generated;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Keeps the warnings about listeners, weighers and policies that fail on purpose out of
 * the log: there are thousands of them.
 */
final class QuietLog implements BeforeAllCallback, AfterAllCallback {

	/** Kept here, because the log manager forgets loggers that nobody refers to. */
	private final List<Logger> loggers = List.of(Logger.getLogger("io.github.twscache.ListenerHub"),
			Logger.getLogger("io.github.twscache.engine.LoadEnds"),
			Logger.getLogger("io.github.twscache.CacheLifetimes"));

	@Override
	public void beforeAll(ExtensionContext context) {
		this.loggers.forEach((logger) -> logger.setLevel(Level.OFF));
	}

	@Override
	public void afterAll(ExtensionContext context) {
		this.loggers.forEach((logger) -> logger.setLevel(null));
	}

}
