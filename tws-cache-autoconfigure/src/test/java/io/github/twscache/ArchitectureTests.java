package io.github.twscache;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the rules of which package may know which other.
 */
class ArchitectureTests {

	private static final String ROOT = "io.github.twscache";

	private static final String[] JDK = { "java..", "org.jspecify..", "com.google.errorprone.annotations.." };

	/** Read once, because that takes longer than all rules. */
	private static final JavaClasses PRODUCT = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(ROOT);

	@Test
	void allPackagesWereRead() {
		assertThat(PRODUCT.stream().map(JavaClass::getPackageName)).contains(ROOT, ROOT + ".spring",
				ROOT + ".autoconfigure");
	}

	@Test
	void engineKnowsTheJdkAlone() {
		holds(classes().that(resideInAPackage(ROOT + ".engine.."))
			.should()
			.onlyDependOnClassesThat(resideInAnyPackage(JDK).or(resideInAPackage(ROOT + ".engine.."))));
	}

	@Test
	void rootKnowsTheEngineAndTheJdkAlone() {
		holds(classes().that(resideInAPackage(ROOT))
			.should()
			.onlyDependOnClassesThat(
					resideInAnyPackage(JDK).or(resideInAPackage(ROOT)).or(resideInAPackage(ROOT + ".engine.."))));
	}

	@Test
	void adaptersKnowTheRootButNeitherTheEngineNorEachOther() {
		for (String adapter : new String[] { "spring", "metrics", "actuate" }) {
			String own = ROOT + "." + adapter + "..";
			holds(noClasses().that(resideInAPackage(own))
				.should()
				.dependOnClassesThat(describe("are in another package than root and " + adapter,
						(type) -> type.getPackageName().startsWith(ROOT + ".") && !resideInAPackage(own).test(type))));
		}
	}

	@Test
	void autoConfigurationDoesNotKnowTheEngine() {
		holds(noClasses().that(resideInAPackage(ROOT + ".autoconfigure.."))
			.should()
			.dependOnClassesThat(resideInAPackage(ROOT + ".engine..")));
	}

	@Test
	void packagesHaveNoCycles() {
		holds(slices().matching("io.github.(twscache).(*)..").should().beFreeOfCycles());
		holds(noClasses().that(resideInAPackage(ROOT + ".engine.."))
			.should()
			.dependOnClassesThat(resideInAPackage(ROOT)));
	}

	@Test
	void everyPackageSaysThatItIsNullMarked() {
		assertThat(PRODUCT.stream().map(JavaClass::getPackage).distinct()).allSatisfy(
				(javaPackage) -> assertThat(javaPackage.isAnnotatedWith(NullMarked.class)).as(javaPackage.getName())
					.isTrue());
	}

	private void holds(ArchRule rule) {
		rule.allowEmptyShould(true).check(PRODUCT);
	}

}
