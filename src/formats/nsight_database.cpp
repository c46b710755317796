// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: Apache-2.0
#include "formats/nsight_database.h"

#include "formats/json_text.h"

#include <algorithm>
#include <sqlite3.h>

namespace streamscope::formats {

namespace {

constexpr int longestValue = 64 << 20;
constexpr int stepsBetweenLooks = 100'000; ///< virtual machine steps after which somebody may have cancelled

std::string quoted(std::string_view name)
{
    std::string out = "\"";
    for (const char c : name) {
        if (c == '"')
            out += '"';
        out += c;
    }
    return out + '"';
}

std::string jsonOf(sqlite3_stmt* statement, int column)
{
    std::string out;
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
        appendNumber(out, static_cast<std::int64_t>(sqlite3_column_int64(statement, column)));
        break;
    case SQLITE_FLOAT:
        appendNumber(out, sqlite3_column_double(statement, column));
        break;
    case SQLITE_TEXT:
        appendQuoted(out, {reinterpret_cast<const char*>(sqlite3_column_text(statement, column)),
                           static_cast<std::size_t>(sqlite3_column_bytes(statement, column))});
        break;
    case SQLITE_BLOB:
        out = "\"" + std::to_string(sqlite3_column_bytes(statement, column)) + " bytes\"";
        break;
    default:
        out = "null";
    }
    return out;
}

} // namespace

void NsightDatabase::Close::operator()(sqlite3* database) const
{
    sqlite3_close_v2(database);
}

void NsightDatabase::Rows::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

NsightDatabase::~NsightDatabase() = default;

Result<NsightDatabase> NsightDatabase::open(const std::string& path, std::stop_token stop)
{
    NsightDatabase opened;
    sqlite3* raw = nullptr;
    int outcome = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
    opened.m_database.reset(raw);
    if (outcome == SQLITE_OK) {
        sqlite3_limit(raw, SQLITE_LIMIT_LENGTH, longestValue);
        sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
        sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
        sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
        opened.m_stop = std::make_unique<std::stop_token>(std::move(stop));
        sqlite3_progress_handler(
            raw, stepsBetweenLooks,
            [](void* token) { return static_cast<int>(static_cast<std::stop_token*>(token)->stop_requested()); },
            opened.m_stop.get());
        sqlite3_exec(raw, "PRAGMA query_only=ON; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0", nullptr, nullptr,
                     nullptr);
        sqlite3_stmt* list = nullptr;
        outcome = sqlite3_prepare_v2(
            raw, "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'", -1, &list,
            nullptr);
        const std::unique_ptr<sqlite3_stmt, Rows::Finalize> owner(list);
        while (outcome == SQLITE_OK && sqlite3_step(list) == SQLITE_ROW)
            if (const auto* name = reinterpret_cast<const char*>(sqlite3_column_text(list, 0)))
                opened.m_tables.emplace_back(name);
    }
    if (outcome != SQLITE_OK)
        return Error{
            ErrorKind::input, path, "", {"formats.sqlite-broken", {raw ? sqlite3_errmsg(raw) : "not enough memory"}}};
    return opened;
}

bool NsightDatabase::hasTable(std::string_view table) const
{
    return std::ranges::find(m_tables, table) != m_tables.end();
}

std::vector<std::string> NsightDatabase::columnsOf(const std::string& table) const
{
    std::vector<std::string> columns;
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(m_database.get(), ("PRAGMA table_info(" + quoted(table) + ")").c_str(), -1, &statement, nullptr);
    const std::unique_ptr<sqlite3_stmt, Rows::Finalize> owner(statement);
    while (statement && sqlite3_step(statement) == SQLITE_ROW)
        if (const auto* name = reinterpret_cast<const char*>(sqlite3_column_text(statement, 1)))
            columns.emplace_back(name);
    return columns;
}

std::optional<std::int64_t> NsightDatabase::count(const std::string& table) const
{
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(m_database.get(), ("SELECT count(*) FROM " + quoted(table)).c_str(), -1, &statement, nullptr);
    const std::unique_ptr<sqlite3_stmt, Rows::Finalize> owner(statement);
    return statement && sqlite3_step(statement) == SQLITE_ROW ? std::optional(sqlite3_column_int64(statement, 0))
                                                              : std::nullopt;
}

NsightDatabase::Rows NsightDatabase::rows(const std::string& table, const std::vector<std::string_view>& columns) const
{
    Rows rows;
    if (!hasTable(table)) {
        rows.m_present.assign(columns.size(), false);
        return rows;
    }
    const std::vector<std::string> present = columnsOf(table);
    std::string sql = "SELECT ";
    for (const std::string_view column : columns) {
        rows.m_present.push_back(std::ranges::find(present, column) != present.end());
        sql += rows.m_present.back() ? quoted(column) + ", " : "NULL, ";
    }
    // A table may be made WITHOUT ROWID; then its rows cannot be found again, but read.
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(m_database.get(), (sql + "rowid FROM " + quoted(table)).c_str(), -1, &statement, nullptr) !=
        SQLITE_OK)
        sqlite3_prepare_v2(m_database.get(), (sql + "-1 FROM " + quoted(table)).c_str(), -1, &statement, nullptr);
    rows.m_statement.reset(statement);
    rows.m_broken = !statement;
    return rows;
}

bool NsightDatabase::Rows::next()
{
    if (!m_statement)
        return false;
    const int outcome = sqlite3_step(m_statement.get());
    m_broken |= outcome != SQLITE_ROW && outcome != SQLITE_DONE;
    return outcome == SQLITE_ROW;
}

bool NsightDatabase::Rows::isInteger(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_INTEGER;
}

bool NsightDatabase::Rows::isNull(int column) const
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

std::int64_t NsightDatabase::Rows::integer(int column, std::int64_t otherwise) const
{
    sqlite3_value* const value = sqlite3_column_value(m_statement.get(), column);
    return sqlite3_value_type(value) == SQLITE_INTEGER ? sqlite3_value_int64(value) : otherwise;
}

std::string_view NsightDatabase::Rows::text(int column) const
{
    if (sqlite3_column_type(m_statement.get(), column) != SQLITE_TEXT)
        return {};
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(m_statement.get(), column));
    return bytes ? std::string_view(bytes, static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column)))
                 : std::string_view();
}

std::int64_t NsightDatabase::Rows::rowId() const
{
    return sqlite3_column_int64(m_statement.get(), static_cast<int>(m_present.size()));
}

std::vector<std::pair<std::string, std::string>> NsightDatabase::row(const std::string& table, std::int64_t rowId) const
{
    std::vector<std::pair<std::string, std::string>> fields;
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(m_database.get(), ("SELECT * FROM " + quoted(table) + " WHERE rowid = ?").c_str(), -1,
                       &statement, nullptr);
    const std::unique_ptr<sqlite3_stmt, Rows::Finalize> owner(statement);
    if (!statement || sqlite3_bind_int64(statement, 1, rowId) != SQLITE_OK || sqlite3_step(statement) != SQLITE_ROW)
        return fields;
    for (int i = 0; i < sqlite3_column_count(statement); ++i)
        if (sqlite3_column_type(statement, i) != SQLITE_NULL)
            fields.emplace_back(sqlite3_column_name(statement, i), jsonOf(statement, i));
    return fields;
}

} // namespace streamscope::formats
