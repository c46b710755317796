// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>

namespace streamscope::ui {

/// What the user chose once and finds again. A change is stored and told at once.
class Preferences : public QObject
{
    Q_OBJECT

public:
    /// Without `persistent` everything starts at its default and nothing is stored: pictures depend on their options
    /// only.
    explicit Preferences(bool persistent, QObject* parent = nullptr);

    /// What the command line says holds for this start and is not stored; empty texts and false leave what is stored.
    void holdForThisStart(const QString& theme, const QString& language, bool presentation);

    QString theme() const { return m_theme; } ///< "auto", "light", "dark"
    void setTheme(const QString& theme);
    QString language() const { return m_language; } ///< "en", "zh_CN"
    void setLanguage(const QString& language);
    bool presentation() const { return m_presentation; }
    void setPresentation(bool on);
    int playSeconds() const { return m_playSeconds; } ///< how long slow motion takes
    void setPlaySeconds(int seconds);
    QString via() const { return m_via; } ///< command prefix that puts the runner elsewhere
    void setVia(const QString& via);

    QStringList recentFiles() const { return m_recentFiles; }
    void addRecentFile(const QString& path);
    void clearRecentFiles();

    QByteArray windowGeometry() const;
    QByteArray windowState() const;
    void storeWindow(const QByteArray& geometry, const QByteArray& state);

signals:
    void themeChanged();
    void languageChanged();
    void presentationChanged();
    void recentFilesChanged();

private:
    void store(const char* key, const QVariant& value);

    bool m_persistent;
    QString m_theme = QStringLiteral("auto");
    QString m_language = QStringLiteral("en");
    QString m_via;
    bool m_presentation = false;
    int m_playSeconds = 8;
    QStringList m_recentFiles;
};

} // namespace streamscope::ui
