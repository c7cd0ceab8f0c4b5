package io.routerly.api.openapi;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What the comments in the sources say, so that nobody has to say it twice. Sources are read when
 * they are asked for. Not thread-safe.
 */
final class SourceDocs {
  private static final Doc NONE = new Doc("", "", Map.of(), List.of());

  private final List<Path> roots;
  private final Map<String, Map<String, Doc>> files = new HashMap<>();

  /**
   * @param roots where sources are looked for
   */
  SourceDocs(List<Path> roots) {
    this.roots = roots;
  }

  /**
   * A comment.
   *
   * @param summary its first sentence
   * @param body what comes after it
   * @param parameters what it says of parameters or components
   * @param links what it links to; what is not imported, by its short name
   */
  record Doc(String summary, String body, Map<String, String> parameters, List<String> links) {
    /** Returns all but the parameters. */
    String text() {
      return body.isEmpty() ? summary : summary + " " + body;
    }

    /** Returns the body with a sentence after it. */
    String withBody(String sentence) {
      return body.isEmpty() ? sentence : body + "\n\n" + sentence;
    }
  }

  /** Returns the comment on a type. */
  Doc of(Class<?> type) {
    return in(type).getOrDefault(nameOf(type), NONE);
  }

  /** Returns the comment on a method. */
  Doc of(Method method) {
    Class<?> owner = method.getDeclaringClass();
    return in(owner).getOrDefault(nameOf(owner) + "#" + method.getName(), NONE);
  }

  /**
   * Returns what is said of a component of a record: by its own comment, or else by that of a
   * record which it links to.
   */
  String ofComponent(Class<?> type, Doc own, String component) {
    String said = own.parameters().getOrDefault(component, "");
    if (!said.isEmpty()) {
      return said;
    }
    return own.links().stream()
        .flatMap(link -> linked(type, link))
        .filter(other -> other != type)
        .map(other -> of(other).parameters().getOrDefault(component, ""))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static Stream<Class<?>> linked(Class<?> from, String link) {
    return Stream.of(from.getPackageName() + ".", "")
        .flatMap(place -> named(place + link, from.getClassLoader()));
  }

  /** A nested type may be named as the source names it. */
  private static Stream<Class<?>> named(String name, ClassLoader loader) {
    try {
      return Stream.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException e) {
      String outer = name.replaceFirst("\\.(?=[A-Z]\\w*$)", "\\$");
      return outer.equals(name) ? Stream.empty() : named(outer, loader);
    }
  }

  private static String nameOf(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return outer == null ? type.getSimpleName() : nameOf(outer) + "." + type.getSimpleName();
  }

  private Map<String, Doc> in(Class<?> type) {
    Class<?> outermost = type;
    while (outermost.getEnclosingClass() != null) {
      outermost = outermost.getEnclosingClass();
    }
    return files.computeIfAbsent(outermost.getName(), this::read);
  }

  private Map<String, Doc> read(String className) {
    Path file =
        roots.stream()
            .map(root -> root.resolve(className.replace('.', '/') + ".java"))
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("no source of " + className + " in " + roots));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjects(file));
      Map<String, Doc> found = new HashMap<>();
      for (CompilationUnitTree unit : task.parse()) {
        new Comments(DocTrees.instance(task), imports(unit), found).scan(unit, "");
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the full names of what is imported, by the short ones. */
  private static Map<String, String> imports(CompilationUnitTree unit) {
    Map<String, String> imports = new HashMap<>();
    unit.getImports()
        .forEach(
            line -> {
              String name = line.getQualifiedIdentifier().toString();
              imports.put(name.substring(name.lastIndexOf('.') + 1), name);
            });
    return imports;
  }

  /** Gathers the comments of a file, by the names of what they are on. */
  private static final class Comments extends TreePathScanner<Void, String> {
    private final DocTrees trees;
    private final Map<String, String> imports;
    private final Map<String, Doc> found;

    Comments(DocTrees trees, Map<String, String> imports, Map<String, Doc> found) {
      this.trees = trees;
      this.imports = imports;
      this.found = found;
    }

    @Override
    public Void visitClass(ClassTree type, String outer) {
      String name =
          outer.isEmpty() ? "" + type.getSimpleName() : outer + "." + type.getSimpleName();
      add(name);
      return super.visitClass(type, name);
    }

    @Override
    public Void visitMethod(MethodTree method, String owner) {
      add(owner + "#" + method.getName());
      return null;
    }

    private void add(String name) {
      DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
      if (comment == null) {
        return;
      }
      Map<String, String> parameters = new HashMap<>();
      for (DocTree tag : comment.getBlockTags()) {
        if (tag instanceof ParamTree param) {
          parameters.put(param.getName().toString(), DocText.of(param.getDescription()));
        }
      }
      found.putIfAbsent(
          name,
          new Doc(
              DocText.of(comment.getFirstSentence()),
              DocText.of(comment.getBody()),
              parameters,
              DocText.links(comment.getFullBody()).stream().map(this::full).toList()));
    }

    private String full(String link) {
      String first = link.replaceFirst("\\..*", "");
      return imports.getOrDefault(first, first) + link.substring(first.length());
    }
  }
}
