package io.github.twscache.engine;

import java.util.Optional;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has the oracle look at every store after every test. Registers itself: see
 * {@code META-INF/services} and {@code junit-platform.properties}.
 */
public final class StoreOracleExtension
		implements BeforeEachCallback, AfterTestExecutionCallback, AfterEachCallback, AfterAllCallback {

	/*
	 * Extensions that register themselves come first, so their last callbacks come last:
	 * when a test's own fixtures have joined its threads and closed its stores.
	 */

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace
		.create(StoreOracleExtension.class);

	static {
		StoreRecorder.install();
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		context.getStore(NAMESPACE).put(Mark.RUNNING, true);
		StoreRecorder.testBegins();
		if (isExempt(context)) {
			context.getStore(NAMESPACE).put(Mark.EXEMPT, true);
			StoreRecorder.exemptTestBegins();
		}
	}

	@Override
	public void afterTestExecution(ExtensionContext context) {
		end(context);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		// Once more, because a test whose set-up fails is not executed.
		end(context);
		if (context.getStore(NAMESPACE).remove(Mark.EXEMPT) != null) {
			StoreRecorder.exemptTestEnds();
		}
		else {
			StoreRecorder.check();
		}
	}

	/** For stores that a class kept for all its tests, and closed after them. */
	@Override
	public void afterAll(ExtensionContext context) {
		if (isExempt(context)) {
			StoreRecorder.forgetUnexamined();
		}
		else {
			StoreRecorder.check();
		}
	}

	private static void end(ExtensionContext context) {
		if (context.getStore(NAMESPACE).remove(Mark.RUNNING) != null) {
			StoreRecorder.testEnds();
		}
	}

	private static boolean isExempt(ExtensionContext context) {
		Optional<ExtensionContext> current = Optional.of(context);
		while (current.isPresent()) {
			if (current.get()
				.getElement()
				.filter((element) -> element.isAnnotationPresent(WithoutStoreOracle.class))
				.isPresent()) {
				return true;
			}
			current = current.get().getParent();
		}
		return false;
	}

	private enum Mark {

		RUNNING, EXEMPT

	}

}
