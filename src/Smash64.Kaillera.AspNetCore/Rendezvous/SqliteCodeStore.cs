using System.Globalization;
using Microsoft.Data.Sqlite;
using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.AspNetCore.Rendezvous;

/// <summary>Keeps claimed codes in a SQLite file. A kill loses at most what was not told yet, and never the file.</summary>
internal sealed class SqliteCodeStore : IConnectCodeStore
{
    private readonly string _connection;

    public SqliteCodeStore(string path) =>
        _connection = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();

    public async Task<IReadOnlyList<ConnectCodeClaim>> LoadAsync(CancellationToken cancellationToken = default)
    {
        var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await ExecuteAsync(
                    connection,
                    "PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS claims (code TEXT PRIMARY KEY, owner TEXT NOT NULL, used TEXT NOT NULL) STRICT;",
                    cancellationToken
                )
                .ConfigureAwait(false);
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT code, owner, used FROM claims";
            var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                List<ConnectCodeClaim> claims = [];
                while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    // What somebody else has written there is passed over.
                    if (
                        ConnectCode.TryParse(rows.GetString(0), out var code)
                        && DateTimeOffset.TryParse(
                            rows.GetString(2),
                            CultureInfo.InvariantCulture,
                            DateTimeStyles.AssumeUniversal,
                            out var used
                        )
                    )
                    {
                        claims.Add(new ConnectCodeClaim(code, rows.GetString(1), used));
                    }
                }

                return claims;
            }
        }
    }

    public async Task SaveAsync(
        IReadOnlyList<ConnectCodeClaim> kept,
        IReadOnlyList<ConnectCode> gone,
        CancellationToken cancellationToken = default
    )
    {
        var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                foreach (var code in gone)
                {
                    await ExecuteAsync(connection, "DELETE FROM claims WHERE code = $code", cancellationToken, ("$code", code.ToString()))
                        .ConfigureAwait(false);
                }

                foreach (var claim in kept)
                {
                    await ExecuteAsync(
                            connection,
                            "INSERT OR REPLACE INTO claims (code, owner, used) VALUES ($code, $owner, $used)",
                            cancellationToken,
                            ("$code", claim.Code.ToString()),
                            ("$owner", claim.Owner),
                            ("$used", claim.LastUsed.ToString("O", CultureInfo.InvariantCulture))
                        )
                        .ConfigureAwait(false);
                }

                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task ExecuteAsync(
        SqliteConnection connection,
        string text,
        CancellationToken cancellationToken,
        params (string Name, string Value)[] values
    )
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connection);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        return connection;
    }
}
