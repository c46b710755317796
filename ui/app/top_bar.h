// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/target.h"

#include <QToolBar>

#include <vector>

class QComboBox;
class QLabel;
class QSlider;
class QToolButton;
class QMenu;

namespace streamscope::ui {

struct Actions;
struct Theme;

/// Device, Run, loop, stop; how slow slow motion is; step and play; the experiment.
class TopBar : public QToolBar
{
    Q_OBJECT

public:
    TopBar(Actions& actions, QMenu* menu, QMenu* experiments, QWidget* parent = nullptr);

    /// `current` is chosen; it is added if the list has none like it.
    void setDevices(const std::vector<session::DeviceEntry>& devices, const session::Target& current);
    void setTitle(const QString& title);
    void setPlaySeconds(int seconds);
    /// Those of panels, which bring them back; at the left and at the right while they are folded away.
    void offerPanels(QAction* left, QAction* right);
    void setIcons(const Theme& theme);
    QComboBox* deviceBox() const { return m_devices; }
    QSlider* secondsSlider() const { return m_seconds; }

signals:
    void deviceChosen(const streamscope::session::Target& target);
    void playSecondsChanged(int seconds);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();
    QAction* addPanelButton(QAction* panel, const char* icon);
    void retranslate();
    void fillDevices();
    void addDevice(std::size_t index);
    bool isCurrent(const session::DeviceEntry& entry) const;
    void showSeconds();

    QToolButton* m_menu;
    QComboBox* m_devices;
    QLabel* m_playsIn;
    QSlider* m_seconds;
    QLabel* m_secondsText;
    QToolButton* m_title;
    QList<QAction*> m_slowMotion; ///< its label, slider and seconds, as parts of the bar
    QList<QAction*> m_steps;      ///< by operation, likewise
    QAction* m_loop = nullptr;    ///< likewise
    QList<QToolButton*> m_panels;
    std::vector<session::DeviceEntry> m_entries;
    session::Target m_current;
    QString m_titleText;
};

} // namespace streamscope::ui
