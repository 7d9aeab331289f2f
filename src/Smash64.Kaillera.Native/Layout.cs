using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;

namespace Smash64.Kaillera.Native;

/// <summary>Sizes of structs and places of their fields, by the header's names: for bindings, and so that the header can't differ.</summary>
internal static class Layout
{
    public const int Unknown = -1;

    private static readonly Dictionary<string, int> Places = new(StringComparer.Ordinal);

    static Layout()
    {
        Add<Validation>();
        Add<Structs.EndPoint>();
        Add<CheckOptions>();
        Add<CheckInfo>();
        Add<PingOptions>();
        Add<PingInfo>();
        Add<QueryOptions>();
        Add<QueryInfo>();
        Add<User>();
        Add<Game>();
        Add<PracticeOptions>();
        Add<PracticeInfo>();
    }

    /// <summary>Gets a struct's size or a field's place; -1 for a name that is neither.</summary>
    public static int Find(string name) => Places.GetValueOrDefault(name, Unknown);

    /// <summary>Gets what the header calls a struct.</summary>
    public static string NameOf(MemberInfo type) => "s64k_" + Snake(type.Name);

    private static void Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] T>()
        where T : unmanaged
    {
        var name = NameOf(typeof(T));
        Places.Add(name, Marshal.SizeOf<T>());
        foreach (var field in typeof(T).GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            Places.Add($"{name}.{Snake(field.Name)}", (int)Marshal.OffsetOf<T>(field.Name));
        }
    }

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
