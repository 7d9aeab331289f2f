using System.Reflection;
using System.Text;

namespace Smash64.Kaillera.Tests;

/// <summary>
/// Compares what a package shows to the world with a kept file, so that no member becomes public, or goes, by accident.
/// To accept a change, run the tests with <c>SMASH64_ACCEPT_SURFACE=1</c> and review the difference.
/// </summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    /// <param name="assembly">The package.</param>
    /// <param name="testProject">Where the kept file is.</param>
    public static void ShouldBeWhatWasReviewed(Assembly assembly, string testProject)
    {
        var kept = Path.Combine(Repository.Root, "tests", testProject, "PublicSurface.txt");
        var found = Describe(assembly);
        if (Environment.GetEnvironmentVariable("SMASH64_ACCEPT_SURFACE") == "1")
        {
            File.WriteAllText(kept, found);
        }

        found.Should().Be(File.ReadAllText(kept), "a change of the surface is reviewed; see the remark on this class");
    }

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(type.FullName).Append('\n');
            foreach (var member in type.GetMembers(Declared).Where(IsShown).Select(Describe).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Kind(Type type) =>
        type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsByRefLike: true } => "ref struct",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };

    private static bool IsShown(MemberInfo member) =>
        member switch
        {
            MethodBase { IsSpecialName: true } method => method is ConstructorInfo { IsPublic: true },
            MethodBase method => method.IsPublic && method.DeclaringType!.IsEnum is false && !IsRecordPlumbing(method),
            FieldInfo field => field.IsPublic && !field.IsSpecialName,
            PropertyInfo property => property.GetMethod?.IsPublic ?? false,
            _ => false,
        };

    private static bool IsRecordPlumbing(MethodBase method) =>
        method.Name is "<Clone>$" or "Equals" or "GetHashCode" or "ToString" or "Deconstruct";

    private static string Describe(MemberInfo member) =>
        member switch
        {
            FieldInfo { IsLiteral: true } field => $"{field.Name} = {field.GetRawConstantValue()}",
            FieldInfo field => $"{Name(field.FieldType)} {field.Name}",
            PropertyInfo property =>
                $"{Name(property.PropertyType)}{Mark(Nullability.Create(property).ReadState, property.PropertyType)} {property.Name} {{ get; {Setter(property)}}}",
            ConstructorInfo constructor => $"new({Parameters(constructor)})",
            MethodInfo method => $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
            _ => member.Name,
        };

    private static string Setter(PropertyInfo property) =>
        property.SetMethod is not { IsPublic: true } setter ? ""
        : setter.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? "init; "
        : "set; ";

    private static string Parameters(MethodBase method) =>
        string.Join(
            ", ",
            method
                .GetParameters()
                .Select(parameter =>
                    $"{(parameter.IsOut ? "out " : "")}{Name(parameter.ParameterType)}{Mark(Nullability.Create(parameter).WriteState, parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = default" : "")}"
                )
        );

    private static string Mark(NullabilityState state, Type type) => state == NullabilityState.Nullable && !type.IsValueType ? "?" : "";

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Name(inner) + "?";
        }

        return type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : type.Name;
    }
}
